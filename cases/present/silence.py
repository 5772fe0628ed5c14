"""What did not happen on a case, and why: from its kind's declarations and the rows that are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from cases import planning, standing
from cases.kinds import Kind
from cases.models import Deadline, User
from cases.navigation import of_case
from cases.present.casepage import zone_label
from cases.routing import Asked, RuleTable
from cases.setaside import label_of
from cases.wording import capital, span, when
from cases.workflow import Look
from cases.workflow.looking import allowed_states

ATTENTION_SET_WHEN = gettext_noop("While the case is open, once in every state.")


def silence_page(case: Any, user: User) -> dict[str, Any]:
    """The context of the page: timed steps that did not fire, rules that did not apply, acts not taken."""
    look, found = Look.at(case, user), standing.of(case)
    zone = ZoneInfo(case.time_zone)
    present = [row for row in found.deadlines if row.generation == case.generation]
    rule = found.decision.rule if found.decision else ""
    card = found.decision.card if found.decision else {}
    return {
        "case": {
            "reference": case.reference,
            "title": case.title,
            "url": of_case("case", case.reference),
            "state_label": look.kind.state(case.state).label,
        },
        "timers": list(timers(look.kind, present, look.now, zone, closed=case.is_closed)),
        "rule": rule,
        "rules": rules(look.kind.table or RuleTable(), rule),
        "otherwise": list(card.get("counterfactuals", ())),
        "acts": list(_acts(look)),
        "now": look.now,
        "zone": zone,
        "zone_label": zone_label(case.time_zone),
    }


def timers(
    kind: Kind, rows: Sequence[Deadline], now: datetime, zone: ZoneInfo, *, closed: bool
) -> Iterator[dict[str, Any]]:
    """A line for each declared step that has no row, and for each row that did not fire."""
    for timer, set_when in [(one.kind, one.set_when) for one in kind.every_timer] + [
        (planning.ATTENTION, ATTENTION_SET_WHEN)
    ]:
        mine = sorted((row for row in rows if row.kind == timer), key=lambda row: (row.due_at, row.pk or 0))
        label = label_of(kind, timer)
        if not mine:
            begins = _(set_when)
            told = _("It is set %(when)s The case is closed.") if closed else _("It is set %(when)s")
            when_set = f"{begins[:1].lower()}{begins[1:]}"
            yield _line(label, "dashed-ring", _("Never set"), told % {"when": when_set})
        for row in mine:
            if row.status != Deadline.Status.FIRED:
                name = f"{label}, {row.subject}" if row.subject else label
                yield _line(name, *_why(row, now, zone))


def _why(row: Deadline, now: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    """Shape, word and sentence of a step that has a row and did not fire."""
    due = when(row.due_at, now, zone)
    if row.status == Deadline.Status.PARKED:
        told = ngettext(
            "It was due %(due)s, failed %(n)d time and was set aside: %(reason)s",
            "It was due %(due)s, failed %(n)d times and was set aside: %(reason)s",
            row.attempts,
        )
        return "octagon", _("Set aside"), told % {"due": due, "n": row.attempts, "reason": row.reason}
    if row.status == Deadline.Status.CANCELLED:
        settled = f"{capital(when(row.settled_at, now, zone))}. " if row.settled_at else ""
        told = _("%(reason)s It would have been due %(due)s.") % {"reason": row.reason, "due": due}
        return "dashed-x", _("Cancelled"), f"{settled}{told}"
    if row.due_at > now:
        told = _("It is due %(due)s, in %(span)s.") % {"due": due, "span": span(row.due_at - now)}
        return "hourglass", _("Not due yet"), told
    told = _("It has been due since %(due)s; the next pass takes it.") % {"due": due}
    if row.attempts:
        tried = ngettext(
            "It has failed %(n)d time and is tried again by itself.",
            "It has failed %(n)d times and is tried again by itself.",
            row.attempts,
        )
        told = f"{told} {tried % {'n': row.attempts}}"
    return "triangle", _("Due now"), told


def rules(table: RuleTable, rule: str) -> list[dict[str, Any]]:
    """The rows of the decision table that did not decide: their condition, or what was found before them."""
    names = [row.rule for row in table.rows]
    place = names.index(rule) if rule in names else len(names)
    lines = []
    for at, row in enumerate(table.rows):
        if at == place:
            continue
        if table.exclusive or at < place:
            lines.append(
                _line(
                    row.rule,
                    "slashed-ring",
                    _("Does not hold"),
                    _("It asks that %(when)s.") % {"when": _(row.when)},
                )
            )
        else:
            told = _("%(rule)s holds and is tried before it. It asks that %(when)s.") % {
                "rule": rule, "when": _(row.when),
            }  # fmt: skip
            lines.append(_line(row.rule, "dash", _("Not looked at"), told))
    return lines


def _acts(look: Look) -> Iterator[dict[str, Any]]:
    """What AccountOps does by itself in this state once its conditions are met, where they are not."""
    asked = Asked(look.facts, look.policy, look.now, "system", look.case.state, None, look.extra)
    for spec in look.kind.actions:
        if not spec.automatic or spec.core or look.case.state not in allowed_states(look.kind, spec):
            continue
        for check in spec.guards(asked):
            if not check.met:
                yield _line(spec.label, "slashed-ring", _("Not done"), check.message)


def _line(label: str, shape: str, word: str, told: str) -> dict[str, Any]:
    return {"label": label, "shape": shape, "word": word, "told": told}
