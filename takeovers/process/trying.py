"""The facts of a take-over that is only tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cases.words import same_name
from takeovers.forms.trying import ENDS
from takeovers.rules import Company, Line, TakeoverFacts, labels
from takeovers.rules.facts import Agreement, StepFacts
from takeovers.rules.policy import DEFAULTS

NAMES = (
    "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "requested_finish",
    "target_month",
)  # fmt: skip
STEPPED = frozenset({"in_progress", "reversing"})


def facts_of(given: Mapping[str, Any], now: datetime) -> TakeoverFacts:
    """What the rules take: the request as it would be submitted at `now`, or in the state asked about."""
    named: dict[str, Any] = {name: given.get(name) or "" for name in NAMES}
    state, steps = given.get("state") or "awaiting_agreements", given.get("steps") or ()
    return TakeoverFacts(
        **named,
        time_zone=given.get("time_zone") or str(DEFAULTS["time_zone"]),
        companies=tuple(_company(one, steps, has_list=state in STEPPED) for one in given["companies"]),
        agreements=tuple(_agreement(row) for row in given.get("agreements") or ()),
        state=state,
        is_closed=state in ENDS,
        opened_at=now,
        incomplete_since=now,
    )


def _company(one: Mapping[str, Any], rows: Any, *, has_list: bool) -> Company:
    """A company with its licences, and with its list of steps where there is one."""
    mine = {row["number"]: row["status"] for row in rows if same_name(row["company"], one["name"])}
    made = [StepFacts(number, mine.get(number, "open")) for number in labels.STEPS]
    lines = tuple(Line(**line) for line in one["lines"])
    return Company(one["name"], lines, tuple(made) if mine or has_list else ())


def _agreement(row: Mapping[str, Any]) -> Agreement:
    return Agreement(row["party"], row["name"], row["received_at"], withdrawn_at=row.get("withdrawn_at"))
