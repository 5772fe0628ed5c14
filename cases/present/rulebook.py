"""The rule book of each kind, made from what the kind registers."""

from __future__ import annotations

from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.translation import ngettext

from cases import access, clock, policy, registry
from cases.kinds import Kind
from cases.models import Case, User
from cases.navigation import address, of_case
from cases.present import ruleparts as parts
from cases.present.casepage import zone_label
from cases.present.rulelinks import of_rule
from cases.present.statemap import whole_map
from cases.routing import RuleTable
from cases.rulebook import often
from cases.rulebook.conditions import conditions

PAGE: Final = 50


def kinds_page(user: User) -> dict[str, Any]:
    """The rule books of the kinds that the reader sees."""
    kinds = [registry.get_kind(code) for code in access.visible_kinds(user)]
    rows = [
        {
            "label": kind.label_plural,
            "summary": kind.summary,
            "url": address("rule_book", args=(kind.code,)),
            "try_url": try_url(kind),
            **_counts(len((kind.table or RuleTable()).rows), len(conditions(kind)), len(kind.every_timer)),
        }
        for kind in kinds
    ]
    return {"rows": rows}


def _counts(rules: int, asked: int, timers: int) -> dict[str, str]:
    return {
        "rules": ngettext("%(number)s rule", "%(number)s rules", rules) % {"number": rules},
        "conditions": ngettext("%(number)s condition", "%(number)s conditions", asked) % {"number": asked},
        "timers": ngettext("%(number)s timed step", "%(number)s timed steps", timers) % {"number": timers},
    }


def book_page(kind: Kind, user: User) -> dict[str, Any]:
    """Everything that the kind does: each part is read from the registration itself."""
    now = clock.now()
    rules, found = policy.in_force(kind, now), conditions(kind)
    table = kind.table or RuleTable()
    return {
        "kind": {"label": kind.label, "plural": kind.label_plural, "summary": kind.summary},
        "try_url": try_url(kind),
        "policy_url": address("policy", args=(kind.code,)),
        "version": rules.version,
        "exclusive": table.exclusive,
        "rules": parts.rules(kind, often.often(often.known_rules(kind), now)),
        "acts": parts.acts(kind, found),
        "events": parts.events(kind),
        "conditions": parts.conditions_told(found),
        "timers": parts.timers(kind, rules),
        "letters": parts.letters(kind),
        "states": parts.states(kind),
        "map": whole_map(kind),
        "values": parts.values(kind, rules),
        "readings": parts.readings(kind, rules),
        "days": often.PERIOD.days,
        **_frame(user),
    }


def cases_page(kind: Kind, rule: str, user: User, after: int | None) -> dict[str, Any]:
    """The cases that one rule decided of late, the newest first; `after` is the key of the page before."""
    now = clock.now()
    found = often.decided(kind, rule, user, now)
    rows = list((found.filter(pk__lt=after) if after else found)[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    total = often.often([rule], now)[rule]
    row = next(one for one in (kind.table or RuleTable()).rows if one.rule == rule)
    return {
        "rule": rule,
        "when": row.when,
        "clauses": row.clauses,
        "kind": {"label": kind.label_plural},
        "url": of_rule(kind.code, rule),
        "total": often.words(total),
        "number": total,
        "days": often.PERIOD.days,
        "rows": [_line(kind, case) for case in rows[:PAGE]],
        "next_url": f"?after={more}" if more else "",
        **_frame(user),
    }


def _line(kind: Kind, case: Case) -> dict[str, Any]:
    state = kind.state(case.state)
    return {
        "reference": case.reference,
        "url": of_case("case", case.reference),
        "title": case.title,
        "account": case.account.name,
        "state_label": state.label,
        "state_shape": state.shape,
        "opened_at": case.opened_at,
    }


def try_url(kind: Kind) -> str:
    """Where a decision of the kind is tried; "" where the kind has no way to try one."""
    return address("try_rules", args=(kind.code,)) if kind.dry_run else ""


def _frame(user: User) -> dict[str, Any]:
    """What a page with instants is drawn with: the reader's own clock."""
    zone = user.time_zone
    return {"now": clock.now(), "zone": ZoneInfo(zone), "zone_label": zone_label(zone)}
