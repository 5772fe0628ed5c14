"""A ticket to begin from, and its ladder: two calls three dates apart and an e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from advocacy.rules import AdvocateFacts, Attempt, Letter
from advocacy.rules.policy import policy_of
from cases.routing import Asked, Policy, unmet

ZONE = "America/Chicago"
POLICY = policy_of()


def on(text: str) -> datetime:
    """An instant of June 2024 in Chicago: "03 10:00"."""
    day, hour = text.split()
    return datetime.fromisoformat(f"2024-06-{day}T{hour}:00-05:00")


OPENED = on("01 08:00")
LADDER = (
    Attempt("phone", on("03 10:00")),
    Attempt("phone", on("06 14:00")),
    Attempt("email", on("06 14:10")),
)
SILENT = AdvocateFacts("no_response", "Range", ZONE, opened_at=OPENED)
WAITING = SILENT.changed(attempts=LADDER, state="waiting_customer")
OUT = Letter("unreachable", on("20 14:10"), on("20 14:11"))


def ticket(case_type: str, **more: Any) -> AdvocateFacts:
    """A ticket of a type, with the owner as caller."""
    return AdvocateFacts(case_type, "Range", ZONE, caller_type="owner", opened_at=OPENED, **more)


def codes(
    guards: Any, facts: AdvocateFacts, now: str = "21 09:00", policy: Policy = POLICY, **data: Any
) -> set[str]:
    """The codes of what stands against an action."""
    asked = Asked(facts, policy, on(now), "advocate", facts.state, data or {})
    return {one.code for one in unmet(guards(asked))}
