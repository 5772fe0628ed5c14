"""What follows from the facts before any row of the table is tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from cases.routing import Policy
from cases.worktime import month_of
from rebooks.rules.facts import RebookFacts
from rebooks.rules.labels import HEARD_BY, TOLD_TO_AR
from rebooks.rules.window import limit_of, time_used


@dataclass(frozen=True, slots=True)
class Derived:
    """Derived facts. `used` is the part of the window that the second order took."""

    error: bool
    elapsed_seconds: int | None
    used: timedelta | None
    soft_limit: datetime
    hard_limit: datetime
    within_soft: bool
    within_hard: bool
    same_amount: bool
    same_currency: bool
    basis: str | None
    qualifies: bool | None
    order_month: str
    in_order_month: bool | None
    month_zone: str
    heard_by: str
    told_to_ar: bool
    announced: bool
    window_over: bool
    evaluation_follow_up: bool
    flags: tuple[str, ...]


def derive(facts: RebookFacts, policy: Policy, now: datetime) -> Derived:
    """All derived facts at `now` (RB-A1 to RB-A6, RB-A11, RB-A12)."""
    soft, hard = window_limits(facts, policy)
    booked = facts.rebooked_at
    error = confirmed_error(facts, policy)
    within_hard = booked is not None and booked <= hard
    same_amount = amounts_equal(facts, policy)
    announced = facts.intended == "time_and_amount" and booked is None
    window_over = announced and (now > hard or facts.window_ended_at is not None)
    rebook = within_hard and same_amount
    zone = month_zone(facts, policy)
    return Derived(
        error=error,
        elapsed_seconds=None if booked is None else int((booked - facts.processed_at).total_seconds()),
        used=None if booked is None else time_used(facts.processed_at, booked, policy, facts.time_zone),
        soft_limit=soft,
        hard_limit=hard,
        within_soft=booked is not None and booked <= soft,
        within_hard=within_hard,
        same_amount=same_amount,
        same_currency=facts.currency == facts.rebook_currency,
        basis="admin_error" if error else "time_and_amount" if rebook else None,
        qualifies=True if error or rebook else False if booked is not None or window_over else None,
        order_month=month_of(facts.processed_at, zone),
        in_order_month=request_in_order_month(facts, zone),
        month_zone=zone,
        heard_by=HEARD_BY.get(facts.request_source, facts.opener_team),
        told_to_ar=facts.request_source in TOLD_TO_AR,
        announced=announced,
        window_over=window_over,
        evaluation_follow_up=policy["evaluation_in_month_nlr"] == "follow_up",
        flags=flags_of(facts, error, soft, hard),
    )


def window_limits(facts: RebookFacts, policy: Policy) -> tuple[datetime, datetime]:
    """End of the early part and of the whole window: 24 and 48 hours unless policy says otherwise (RB-A1)."""
    soft, hard = (
        limit_of(facts.processed_at, float(policy[name]), policy, facts.time_zone)
        for name in ("soft_hours", "hard_hours")
    )
    return soft, hard


def confirmed_error(facts: RebookFacts, policy: Policy) -> bool:
    """Whether a handling error counts: said, explained and confirmed by an accepted role (RB-A5, RB-A6)."""
    said = facts.admin_error and bool(facts.admin_error_note.strip())
    return said and facts.admin_error_role in policy["admin_error_confirmers"]


def amounts_equal(facts: RebookFacts, policy: Policy) -> bool:
    """Whether both orders have the same currency and the same amount, to the cent by default (RB-A4)."""
    if facts.rebook_amount is None or facts.currency != facts.rebook_currency:
        return False
    return abs(facts.rebook_amount - facts.amount) <= Decimal(str(policy["amount_tolerance"]))


def month_zone(facts: RebookFacts, policy: Policy) -> str:
    """The zone whose calendar decides about months: the account's, or the company's by policy (RB-A12)."""
    return str(policy["company_zone"]) if policy["month_zone"] == "company" else facts.time_zone


def request_in_order_month(facts: RebookFacts, zone: str) -> bool | None:
    """Whether the request came in the month of the order (RB-A11); None without a request."""
    if facts.request_received_at is None:
        return None
    return month_of(facts.request_received_at, zone) == month_of(facts.processed_at, zone)


def flags_of(facts: RebookFacts, error: bool, soft: datetime, hard: datetime) -> tuple[str, ...]:
    """The flags of the case, in a fixed order."""
    if facts.rebooked_at is not None:
        late = soft < facts.rebooked_at <= hard
    else:
        announced = facts.intended == "time_and_amount" and facts.window_ended_at is None
        late = announced and facts.late_flagged_at is not None
    raised = {
        "late_window": late and not error,
        "late_fact": facts.late_fact,
        "change_overdue": facts.change_overdue_at is not None,
        "second_order_again": facts.second_order_again,
    }
    return tuple(flag for flag, is_raised in raised.items() if is_raised)
