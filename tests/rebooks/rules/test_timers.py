"""rb.late_flag, rb.window_end and rb.month_end: when they are asked for, when not, and why they end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rebooks.rules import cancel_reason, plan
from rebooks.rules.policy import policy_of
from rebooks.rules.timers import (
    LATE_FLAG,
    MONTH_END,
    WINDOW_END,
    change_came_late_to_us,
    error_came_late_to_us,
    order_came_late_to_us,
)
from tests.rebooks.rules.sample import (
    AFTER_MONTH,
    ERROR,
    IN_MONTH,
    NOW,
    PROCESSED,
    asked_for,
    at,
    order,
    second,
)

ANNOUNCED = {"intended": "time_and_amount"}
BOTH = frozenset({LATE_FLAG, WINDOW_END})

WINDOW = [
    ("announced", order(**ANNOUNCED), frozenset(), {LATE_FLAG, WINDOW_END}),
    ("not announced", order(), frozenset(), set()),
    ("announced for an error", order(intended="admin_error"), frozenset(), set()),
    ("second order in time", second(48, **ANNOUNCED), BOTH, set()),
    ("another amount in time", second(20, "1.00", **ANNOUNCED), BOTH, set()),
    ("second order after the window, armed", second(49, **ANNOUNCED), BOTH, {LATE_FLAG, WINDOW_END}),
    ("second order after the window, not armed", second(49, **ANNOUNCED), frozenset(), set()),
    ("confirmed error", order(**ANNOUNCED, **ERROR), BOTH, set()),
    ("closed", order(**ANNOUNCED, is_closed=True), BOTH, set()),
    ("flag raised", order(**ANNOUNCED, late_flagged_at=NOW), BOTH, {WINDOW_END}),
    ("window over", order(**ANNOUNCED, late_flagged_at=NOW, window_ended_at=NOW), BOTH, set()),
]


@pytest.mark.parametrize(("_case", "facts", "armed", "kinds"), WINDOW)
def test_window_timers(_case, facts, armed, kinds):
    assert {planned.kind for planned in plan(facts, policy_of(), armed)} == kinds


def test_window_timers_are_limits_24_and_48_hours_after_processing():
    planned = {one.kind: one for one in plan(order(**ANNOUNCED), policy_of())}
    assert planned[LATE_FLAG].due_at == PROCESSED + timedelta(hours=24)
    assert planned[WINDOW_END].due_at == PROCESSED + timedelta(hours=48)
    assert planned[LATE_FLAG].limit
    assert planned[WINDOW_END].limit


def test_window_timers_ignore_clock_changes():
    facts = order(processed_at=at("2024-03-09T12:00"), **ANNOUNCED)
    assert [one.due_at for one in plan(facts, policy_of())] == [
        at("2024-03-10T13:00"),
        at("2024-03-11T13:00"),
    ]


CHANGE = {"state": "change_with_nlr"}
MONTH = [
    ("waiting", asked_for("licence_change", **CHANGE), True),
    ("with Order Processing", asked_for("licence_change", **CHANGE, change_sent_at=NOW), False),
    ("reminded", asked_for("licence_change", **CHANGE, change_overdue_at=NOW), False),
    ("elsewhere", asked_for("licence_change"), False),
    ("closed", asked_for("licence_change", **CHANGE, is_closed=True), False),
]


@pytest.mark.parametrize(("_case", "facts", "armed"), MONTH)
def test_month_end(_case, facts, armed):
    assert [one.kind for one in plan(facts, policy_of())] == ([MONTH_END] if armed else [])


MONTH_ENDS = [
    ("2024-05-03T10:00", "America/New_York", "2024-06-01T00:00"),
    ("2024-02-29T10:00", "Europe/Paris", "2024-03-01T00:00"),
    ("2024-12-31T23:30", "Asia/Tokyo", "2025-01-01T00:00"),
    ("2024-01-31T23:30", "America/Los_Angeles", "2024-02-01T00:00"),
]


@pytest.mark.parametrize(("processed", "zone", "due"), MONTH_ENDS)
def test_month_end_is_the_first_instant_of_the_next_month_and_a_wait(processed, zone, due):
    facts = order(processed_at=at(processed, zone), time_zone=zone, **CHANGE)
    (planned,) = plan(facts, policy_of())
    assert (planned.due_at, planned.limit) == (at(due, zone), False)


def test_month_end_follows_the_company_zone_by_policy():
    (planned,) = plan(order(**CHANGE), policy_of(month_zone="company", company_zone="Asia/Tokyo"))
    assert planned.due_at == at("2024-06-01T00:00", "Asia/Tokyo")


REASONS = [
    (WINDOW_END, second(20, **ANNOUNCED), "The second order came in time."),
    (LATE_FLAG, order(**ANNOUNCED, **ERROR), "A handling error is confirmed; no window applies."),
    (LATE_FLAG, order(**ANNOUNCED, window_ended_at=NOW), "The window is over."),
    (WINDOW_END, order(), "No second order is announced any more."),
    (WINDOW_END, order(is_closed=True), "The case is closed."),
    (MONTH_END, order(change_sent_at=NOW), "The change was passed on to Order Processing."),
    (MONTH_END, order(), "The change was settled."),
]


@pytest.mark.parametrize(("kind", "facts", "reason"), REASONS)
def test_cancel_reason(kind, facts, reason):
    assert cancel_reason(kind, facts) == reason


def test_news_of_a_fact_in_time_is_late_only_where_the_timer_has_acted():
    policy, in_time, too_late = policy_of(), PROCESSED + timedelta(hours=47), PROCESSED + timedelta(hours=49)
    ended = order(**ANNOUNCED, window_ended_at=too_late)
    assert order_came_late_to_us(ended, policy, in_time)
    assert error_came_late_to_us(ended, policy, in_time)
    assert not order_came_late_to_us(ended, policy, too_late)
    assert not error_came_late_to_us(ended, policy, too_late)
    assert not order_came_late_to_us(order(**ANNOUNCED), policy, in_time)


def test_a_change_made_in_the_month_and_told_after_the_reminder_is_late_news():
    reminded = asked_for("licence_change", **CHANGE, change_overdue_at=AFTER_MONTH)
    assert change_came_late_to_us(reminded, policy_of(), IN_MONTH)
    assert not change_came_late_to_us(reminded, policy_of(), AFTER_MONTH)
    assert not change_came_late_to_us(reminded.changed(change_overdue_at=None), policy_of(), IN_MONTH)
