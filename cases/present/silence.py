"""What did not happen on a case, and why: from its kind's declarations and the rows that are there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

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

ATTENTION_SET_WHEN = "While the case is open, once in every state."


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
            ended = " The case is closed." if closed else ""
            yield _line(
                label, "dashed-ring", "Never set", f"It is set {set_when[:1].lower()}{set_when[1:]}{ended}"
            )
        for row in mine:
            if row.status != Deadline.Status.FIRED:
                name = f"{label}, {row.subject}" if row.subject else label
                yield _line(name, *_why(row, now, zone))


def _why(row: Deadline, now: datetime, zone: ZoneInfo) -> tuple[str, str, str]:
    """Shape, word and sentence of a step that has a row and did not fire."""
    due = when(row.due_at, now, zone)
    if row.status == Deadline.Status.PARKED:
        told = f"It was due {due}, failed {row.attempts} times and was set aside: {row.reason}"
        return "octagon", "Set aside", told
    if row.status == Deadline.Status.CANCELLED:
        settled = f"{capital(when(row.settled_at, now, zone))}. " if row.settled_at else ""
        return "dashed-x", "Cancelled", f"{settled}{row.reason} It would have been due {due}."
    if row.due_at > now:
        return "hourglass", "Not due yet", f"It is due {due}, in {span(row.due_at - now)}."
    tried = f" It has failed {row.attempts} times and is tried again by itself." if row.attempts else ""
    return "triangle", "Due now", f"It has been due since {due}; the next pass takes it.{tried}"


def rules(table: RuleTable, rule: str) -> list[dict[str, Any]]:
    """The rows of the decision table that did not decide: their condition, or what was found before them."""
    names = [row.rule for row in table.rows]
    place = names.index(rule) if rule in names else len(names)
    lines = []
    for at, row in enumerate(table.rows):
        if at == place:
            continue
        if table.exclusive or at < place:
            lines.append(_line(row.rule, "slashed-ring", "Does not hold", f"It asks that {row.when}."))
        else:
            told = f"{rule} holds and is tried before it. It asks that {row.when}."
            lines.append(_line(row.rule, "dash", "Not looked at", told))
    return lines


def _acts(look: Look) -> Iterator[dict[str, Any]]:
    """What AccountOps does by itself in this state once its conditions are met, where they are not."""
    asked = Asked(look.facts, look.policy, look.now, "system", look.case.state, None, look.extra)
    for spec in look.kind.actions:
        if not spec.automatic or spec.core or look.case.state not in allowed_states(look.kind, spec):
            continue
        for check in spec.guards(asked):
            if not check.met:
                yield _line(spec.label, "slashed-ring", "Not done", check.message)


def _line(label: str, shape: str, word: str, told: str) -> dict[str, Any]:
    return {"label": label, "shape": shape, "word": word, "told": told}
