"""The rules of seat changes: plain functions over frozen facts, tested without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cases.routing import Asked, Because, Check, Decision, Planned, Policy
from cases.worktime import plus_days, plus_hours

REMINDER, EXPIRY = "sc.reminder", "sc.expiry"


@dataclass(frozen=True)
class SeatFacts:
    """What the rules know of a seat change."""

    state: str
    seats_now: int
    seats_wanted: int
    approved_at: datetime | None
    confirmed_at: datetime | None
    time_zone: str


def decide(facts: SeatFacts, policy: Policy, now: datetime) -> Decision:
    """Up to the reviewed number Customer care goes on by itself, above it Order Processing looks too."""
    seats = Because("seats_wanted", "Seats wanted", facts.seats_wanted, str(facts.seats_wanted))
    most = policy["review_above"]
    if facts.seats_wanted > most:
        clause = f"more than {most:g} seats"
        return Decision(
            "order_processing", "review", "SC-2", clause, "Order Processing reviews", because=(seats,)
        )
    clause = f"{most:g} seats or fewer"
    return Decision("customer_care", "change", "SC-1", clause, "Change the seats", because=(seats,))


def approve_guards(asked: Asked) -> Sequence[Check]:
    """The number must change, and stay within what one order may hold."""
    wanted, most = asked.facts.seats_wanted, asked.policy["most_seats"]
    return [
        Check("SC_SAME", wanted != asked.facts.seats_now, "It is so already.", "The number changes."),
        Check("SC_MOST", wanted <= most, f"At most {most:g} seats.", "Within the limit.", who=("manager",)),
    ]


def decline_guards(asked: Asked) -> Sequence[Check]:
    """A reason says something; it is checked when it is there."""
    reason = asked.data["reason"] if asked.data else "not written yet"
    told = len(reason.split()) > 1
    return [Check("SC_REASON", told, "Give the reason in words.", "The reason is in words.", on_submit=True)]


def plan(facts: SeatFacts, policy: Policy, armed: frozenset[str]) -> Sequence[Planned]:
    """While the customer has to confirm: a reminder after some days, an end after some hours."""
    if facts.state != "confirming" or facts.approved_at is None:
        return []
    reminder = plus_days(facts.approved_at, policy["reminder_days"], facts.time_zone)
    expiry = plus_hours(facts.approved_at, policy["answer_hours"])
    return [Planned(REMINDER, reminder), Planned(EXPIRY, expiry, limit=True)]


def automatic(facts: SeatFacts, state: str, policy: Policy, now: datetime) -> str | None:
    """A confirmed change completes itself."""
    return "complete" if state == "confirming" and facts.confirmed_at is not None else None
