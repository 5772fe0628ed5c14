"""The timed steps that the facts ask for, and why one is cancelled: reminders only (CX-A6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cancellations.rules.facts import CancellationFacts
from cases.routing import Planned, Policy
from cases.worktime import local_date, plus_days

MISSING_INFO = "cx.missing_info"
STALE_STEP = "cx.stale_step"
STEPS = frozenset({"complete", "billing_cancelled", "fulfilment_cancelled", "true_up"})


def plan(facts: CancellationFacts, policy: Policy, armed: frozenset[str] = frozenset()) -> Sequence[Planned]:
    """Every deadline that should be armed now."""
    if facts.is_closed:
        return ()
    due = missing_info_at(facts, policy)
    if due is not None and not _reminded(facts):
        return (Planned(MISSING_INFO, due),)
    if facts.state in STEPS and facts.entered_at is not None:
        return (Planned(STALE_STEP, stale_at(facts, policy, after=facts.stale_at)),)
    return ()


def missing_info_at(facts: CancellationFacts, policy: Policy) -> datetime | None:
    """Some calendar days after the rep was last asked; None while nothing is missing."""
    if facts.state != "incomplete" or facts.asked_at is None:
        return None
    return plus_days(facts.asked_at, int(policy["missing_info_days"]), facts.time_zone)


def _reminded(facts: CancellationFacts) -> bool:
    """The rep is reminded once for each reply."""
    reminded, asked = facts.reminded_at, facts.asked_at
    return reminded is not None and asked is not None and reminded >= asked


def stale_at(facts: CancellationFacts, policy: Policy, *, after: datetime | None) -> datetime:
    """The first date of the series, start + k x interval, after the last reminder (shared rule 5)."""
    start, days = facts.entered_at, int(policy["stale_days"])
    if start is None:
        raise ValueError("No step has begun.")
    count = 1
    if after is not None:
        passed = (local_date(after, facts.time_zone) - local_date(start, facts.time_zone)).days
        count = max(1, passed // days)
    while True:
        due = plus_days(start, count * days, facts.time_zone)
        if after is None or due > after:
            return due
        count += 1


def came_late(facts: CancellationFacts, policy: Policy, at: datetime) -> bool:
    """Whether a reminder was sent that a fact of `at`, known in time, would have spared (shared rule 7)."""
    if facts.state == "incomplete":
        due = missing_info_at(facts, policy)
        return due is not None and _reminded(facts) and at < due
    if facts.state not in STEPS or facts.entered_at is None or facts.stale_at is None:
        return False
    return at < _last_due(facts, policy, facts.stale_at)


def _last_due(facts: CancellationFacts, policy: Policy, fired: datetime) -> datetime:
    """The date of the series at which the last reminder was due."""
    last = stale_at(facts, policy, after=None)
    while True:
        following = stale_at(facts, policy, after=last)
        if following > fired:
            return last
        last = following


def cancel_reason(kind: str, facts: CancellationFacts) -> str:
    """Why a deadline of that kind is no longer wanted, as a sentence for the list of deadlines."""
    if kind == MISSING_INFO:
        if facts.state == "incomplete":
            return "The rep was asked again."
        return "Nothing is missing any more."
    return "Something is missing again." if facts.state == "incomplete" else "The next step is done."
