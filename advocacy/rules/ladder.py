"""The ladder: two calls some days apart and an e-mail, then a wait, then a letter. Any contact voids it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from advocacy.rules.facts import AdvocateFacts, Attempt
from cases.routing import Policy
from cases.worktime import first_instant_of, local_date, plus_days

DAYS = {"no_response": "no_response_days", "further_negotiation": "negotiation_days"}


def counted(facts: AdvocateFacts) -> tuple[Attempt, ...]:
    """The attempts that count: not reached, not come back, after the last contact and first discussion."""
    discussed = facts.evidence.get("first_discussion_at")
    floors = [at for at in (facts.counts_after, discussed) if at is not None]
    floors += [one.occurred_at for one in facts.contacts]
    found = (
        one
        for one in facts.attempts
        if not one.reached and not one.bounced and all(one.occurred_at > floor for floor in floors)
    )
    return tuple(sorted(found, key=lambda one: one.occurred_at))


def calls(facts: AdvocateFacts) -> tuple[Attempt, ...]:
    """The counted calls."""
    return tuple(one for one in counted(facts) if one.channel == "phone")


def gap_days(facts: AdvocateFacts) -> int:
    """Dates between the first and the last of the counted calls, in the case's zone (AD-A1)."""
    found = calls(facts)
    if len(found) < 2:
        return 0
    first, last = (local_date(one.occurred_at, facts.time_zone) for one in (found[0], found[-1]))
    return (last - first).days


def mailed(facts: AdvocateFacts) -> bool:
    """Whether an e-mail counts."""
    return any(one.channel == "email" for one in counted(facts))


def discussed(facts: AdvocateFacts) -> bool:
    """Whether there was the first discussion that a further negotiation needs."""
    return facts.case_type != "further_negotiation" or facts.has("first_discussion_at")


def complete(facts: AdvocateFacts, policy: Policy) -> bool:
    """Whether the wait for the customer may begin."""
    enough = len(calls(facts)) >= 2 and gap_days(facts) >= int(policy["attempt_gap_days"])
    return facts.has_ladder and enough and mailed(facts) and discussed(facts)


def last_attempt(facts: AdvocateFacts, policy: Policy) -> datetime | None:
    """From when the wait counts: the last attempt of any sort, or by policy the last call (AD-A3)."""
    found: Sequence[Attempt] = calls(facts) if policy["last_attempt"] == "phone" else counted(facts)
    return max((one.occurred_at for one in found), default=None)


def due_at(facts: AdvocateFacts, policy: Policy) -> datetime | None:
    """When the wait is over, at the same wall-clock time (AD-A2); None while it may not begin."""
    last = last_attempt(facts, policy)
    if last is None or not complete(facts, policy):
        return None
    return plus_days(last, int(policy[DAYS[facts.case_type]]), facts.time_zone)


def ends_at(facts: AdvocateFacts, policy: Policy) -> datetime | None:
    """The end of the wait that runs, or that is over; None where none has begun."""
    return facts.wait_due_at or due_at(facts, policy)


def date_for(facts: AdvocateFacts, policy: Policy, sent_at: datetime) -> date | None:
    """The date from which a letter sent then lets the case be closed; None for at once (AD-A5, AD-A7)."""
    negotiating = facts.case_type == "further_negotiation"
    days = int(policy["letter_deadline_days" if negotiating else "close_grace_days"])
    if not days and not negotiating:
        return None
    return local_date(plus_days(sent_at, days, facts.time_zone), facts.time_zone)


def free_at(facts: AdvocateFacts, policy: Policy) -> datetime | None:
    """The instant from which the letter's date no longer holds the case; None where it has none (AD-A8)."""
    day = facts.letter_deadline
    if day is None:
        return None
    late = policy["deadline_inclusive"] and facts.case_type == "further_negotiation"
    return first_instant_of(day + timedelta(days=1) if late else day, facts.time_zone)


def date_reached(facts: AdvocateFacts, policy: Policy, now: datetime) -> bool:
    """Whether the letter's date, where it has one, has come."""
    free = free_at(facts, policy)
    return free is None or now >= free
