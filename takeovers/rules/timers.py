"""The timed steps that the facts ask for, and why one is cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from cases.routing import Planned, Policy
from cases.worktime import first_instant_of, instant_of, local_date, plus_days
from takeovers.rules import parties
from takeovers.rules.facts import Company, TakeoverFacts

CUTOFF = "to.cutoff"
MONTH_WARNING = "to.month_warning"
MONTH_MISSED = "to.month_missed"
CUSTOM_LEFTOVER = "to.custom_leftover"
DISCOUNT_CHECK = "to.discount_check"
MORNING = time(9)


def plan(facts: TakeoverFacts, policy: Policy, armed: frozenset[str] = frozenset()) -> Sequence[Planned]:
    """Every deadline that should be armed now."""
    if facts.state in {"draft", "cancelled"}:
        return ()
    return (
        *_cutoff(facts, policy),
        *_month(facts, policy),
        *(one for company in facts.companies for one in _company(company, facts, policy)),
    )


def _cutoff(facts: TakeoverFacts, policy: Policy) -> Sequence[Planned]:
    """Mid-month, as long as agreements are missing; after it has told, the one of the next month."""
    if facts.state not in {"awaiting_agreements", "reversing"} or facts.incomplete_since is None:
        return ()
    since = max(facts.incomplete_since, facts.cutoff_told_at or facts.incomplete_since)
    return (Planned(CUTOFF, parties.cutoff_after(since, facts, policy)),)


def _month(facts: TakeoverFacts, policy: Policy) -> Sequence[Planned]:
    """Some days before the target month ends, and when it has ended without the move being finished."""
    if facts.state not in {"ready", "in_progress"} or not facts.target_month:
        return ()
    last = parties.last_day_of(facts.target_month)
    warned = last - timedelta(days=int(policy["month_warning_days"]))
    return (
        Planned(MONTH_WARNING, instant_of(datetime.combine(warned, MORNING), facts.time_zone)),
        Planned(MONTH_MISSED, first_instant_of(last + timedelta(days=1), facts.time_zone)),
    )


def _company(company: Company, facts: TakeoverFacts, policy: Policy) -> Sequence[Planned]:
    planned: list[Planned] = []
    fifth, sixth, seventh = (company.step(number) for number in (5, 6, 7))
    if fifth.status == "done" and fifth.at and not sixth.settled and not facts.is_closed:
        due = plus_days(fifth.at, int(policy["leftover_days"]), facts.time_zone)
        planned.append(Planned(CUSTOM_LEFTOVER, due, subject=company.name))
    if seventh.status == "done" and seventh.at and facts.discount_confirmed_at is None:
        planned.append(Planned(DISCOUNT_CHECK, discount_check_at(seventh.at, facts), subject=company.name))
    return planned


def discount_check_at(done: datetime, facts: TakeoverFacts) -> datetime:
    """09:00 on the 2nd of the month after step 7: the invoice of the 1st shows whether it was granted."""
    following = (local_date(done, facts.time_zone).replace(day=1) + timedelta(days=32)).replace(day=2)
    return instant_of(datetime.combine(following, MORNING), facts.time_zone)


def cancel_reason(kind: str, facts: TakeoverFacts) -> str:
    """Why a deadline of that kind is no longer wanted, as a sentence for the list of deadlines."""
    if facts.state == "cancelled":
        return "The take-over is cancelled."
    if kind == CUTOFF:
        return "All agreements are there."
    if kind == CUSTOM_LEFTOVER:
        return "The custom licences are settled."
    if kind == DISCOUNT_CHECK:
        return "The discount is confirmed."
    if facts.state == "completed":
        return "The take-over is completed."
    return "An agreement was withdrawn; the month is open again."


def agreement_came_late_to_us(facts: TakeoverFacts, policy: Policy, received: datetime) -> bool:
    """Whether an agreement arrived in time but became known only after mid-month had been told as passed."""
    if facts.cutoff_told_at is None or facts.incomplete_since is None:
        return False
    return received < parties.cutoff_after(facts.incomplete_since, facts, policy) <= facts.cutoff_told_at


def close_to_month_end(facts: TakeoverFacts, policy: Policy, at: datetime) -> bool:
    """Whether so few days are left that step 4 may fall into the next month and cost the customer twice."""
    today = local_date(at, facts.time_zone)
    left = parties.last_day_of(f"{today:%Y-%m}") - today
    return left.days < int(policy["month_end_guard_days"])
