"""The decision table: seventeen rows, tried in the order 2, 3, 4, 1, 5 to 17; the first match wins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cases.routing import Policy
from rebooks.rules.derived import Derived, derive
from rebooks.rules.facts import RebookFacts

Condition = Callable[[RebookFacts, Derived], bool]


def _reason(code: str) -> Condition:
    return lambda facts, _: facts.reason == code


def _change(in_month: bool, told_to_ar: bool | None = None) -> Condition:
    def holds(facts: RebookFacts, known: Derived) -> bool:
        heard = told_to_ar is None or known.told_to_ar is told_to_ar
        return facts.reason == "licence_change" and known.in_order_month is in_month and heard

    return holds


def _evaluation_returned(facts: RebookFacts, known: Derived) -> bool:
    """Row 10; where policy knows no follow-up, a request inside the month is returned as well (RB-A8)."""
    if facts.reason != "evaluation_time" or known.in_order_month is None:
        return False
    return not known.in_order_month or not known.evaluation_follow_up


def _evaluation_followed_up(facts: RebookFacts, known: Derived) -> bool:
    return facts.reason == "evaluation_time" and known.in_order_month is True


def _rebook_early(facts: RebookFacts, known: Derived) -> bool:
    return known.within_soft and known.within_hard and known.same_amount


def _rebook_late(facts: RebookFacts, known: Derived) -> bool:
    return known.within_hard and known.same_amount


ROWS: tuple[tuple[int, Condition], ...] = (
    (2, lambda _, known: known.error),
    (3, _rebook_early),
    (4, _rebook_late),
    (1, _reason("more_time_unclear")),
    (5, _reason("payment_time")),
    (6, _change(in_month=True, told_to_ar=False)),
    (7, _change(in_month=True, told_to_ar=True)),
    (8, _change(in_month=False)),
    (9, lambda facts, known: facts.reason == "evaluation_time" and known.told_to_ar),
    (10, _evaluation_returned),
    (11, _evaluation_followed_up),
    (12, _reason("did_not_purchase")),
    (13, _reason("customer_cancels")),
    (14, lambda facts, _: facts.has_second_order),
    (15, lambda _, known: known.announced and not known.window_over),
    (16, lambda _, known: known.announced),
    (17, lambda _facts, _known: True),
)


def match(facts: RebookFacts, known: Derived) -> int:
    """The number of the first row that holds (RB-A7 settles the order)."""
    return next(number for number, holds in ROWS if holds(facts, known))


def row_at(facts: RebookFacts, policy: Policy, now: datetime) -> int:
    """The row that decides at `now`."""
    return match(facts, derive(facts, policy, now))
