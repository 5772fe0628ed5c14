"""RB-A1 to RB-A18: each reading with a visible effect, and the edge cases of months and clocks."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from rebooks.rules import RebookFacts, derive
from rebooks.rules.derived import Derived
from rebooks.rules.policy import DEFAULTS, READINGS, policy_of
from tests.rebooks.rules.sample import (
    AFTER_MONTH,
    ERROR,
    NOW,
    PROCESSED,
    asked_for,
    at,
    decided,
    order,
    second,
)


def known(facts: RebookFacts, now: datetime = NOW, **values: object) -> Derived:
    return derive(facts, policy_of(**values), now)


WINDOW = [
    (0, True, ()),
    (1, True, ()),
    (24, True, ()),
    (24 + 1 / 3600, True, ("late_window",)),
    (47, True, ("late_window",)),
    (48, True, ("late_window",)),
    (48 + 1 / 3600, False, ()),
    (400, False, ()),
]


@pytest.mark.parametrize(("hours", "qualifies", "flags"), WINDOW)
def test_a1_r2_up_to_48_hours_inclusive_and_late_after_24(hours, qualifies, flags):
    found = known(second(hours))
    assert (found.qualifies, found.flags) == (qualifies, flags)
    assert found.basis == ("time_and_amount" if qualifies else None)


def test_a1_both_limits_are_policy():
    assert known(second(30), soft_hours=36).flags == ()
    assert known(second(30), hard_hours=29).qualifies is False
    assert decided(second(60), hard_hours=72).rule == "RB-4"


def test_a2_hours_run_from_processing_to_booking_whatever_the_request():
    facts = second(20, request_received_at=PROCESSED + timedelta(days=9))
    assert known(facts).elapsed_seconds == 72000


def test_a3_spring_change_saturday_noon_to_monday_half_past_twelve_is_inside():
    facts = order(
        processed_at=at("2024-03-09T12:00"), second_order_no="O-2", rebooked_at=at("2024-03-11T12:30"),
        rebook_amount=Decimal(4990), rebook_currency="USD",
    )  # fmt: skip
    assert (known(facts).elapsed_seconds, known(facts).qualifies) == (171000, True)


def test_a3_autumn_change_saturday_noon_to_monday_half_past_eleven_is_outside():
    facts = order(
        processed_at=at("2024-11-02T12:00"), second_order_no="O-2", rebooked_at=at("2024-11-04T11:30"),
        rebook_amount=Decimal(4990), rebook_currency="USD",
    )  # fmt: skip
    assert (known(facts).elapsed_seconds, known(facts).qualifies) == (174600, False)


def test_a3_weekends_count_unless_policy_counts_working_days():
    friday = at("2024-05-17T10:00")
    facts = second(96, processed_at=friday)
    assert known(facts).qualifies is False
    counted = known(facts, business_hours=True)
    assert (counted.qualifies, counted.used) == (True, timedelta(hours=48))
    assert counted.hard_limit == at("2024-05-21T10:00")
    assert known(second(96.01, processed_at=friday), business_hours=True).qualifies is False


AMOUNTS = [
    ("4990.00", "USD", "4990", "USD", True),
    ("4990.00", "USD", "4989.99", "USD", False),
    ("4990.00", "USD", "4990.01", "USD", False),
    ("1000", "USD", "1000", "EUR", False),
    ("1000", "JPY", "1000", "JPY", True),
    ("1.001", "BHD", "1.002", "BHD", False),
]


@pytest.mark.parametrize(("first", "currency", "other", "other_currency", "same"), AMOUNTS)
def test_a4_equal_to_the_minor_unit_in_the_same_currency(first, currency, other, other_currency, same):
    facts = second(5, other, other_currency).changed(amount=Decimal(first), currency=currency)
    assert known(facts).same_amount is same


def test_a4_tolerance_is_policy_and_never_crosses_currencies():
    assert known(second(5, "4989.00"), amount_tolerance=1).same_amount is True
    assert known(second(5, "4988.99"), amount_tolerance=1).same_amount is False
    assert known(second(5, "4990.00", "EUR"), amount_tolerance=1).same_amount is False


def test_a5_a_confirmed_error_needs_no_window_and_no_equal_amount():
    facts = second(14 * 24, "12.00", **ERROR)
    assert decided(facts).rule == "RB-2"
    assert (known(facts).basis, known(facts).qualifies, known(facts).flags) == ("admin_error", True, ())


def test_a5_an_error_carries_no_late_flag():
    assert known(second(30, **ERROR)).flags == ()


UNCONFIRMED = [
    {"admin_error_note": ""},
    {"admin_error_note": "  "},
    {"admin_error_role": ""},
    {"admin_error_role": "nlr_agent"},
    {"admin_error": False},
]


@pytest.mark.parametrize("missing", UNCONFIRMED)
def test_a6_an_error_needs_note_and_confirmer(missing):
    assert known(order(**{**ERROR, **missing})).error is False


def test_a6_who_confirms_is_policy():
    assert known(order(**ERROR), admin_error_confirmers=["research_specialist"]).error is False
    by_research = order(**{**ERROR, "admin_error_role": "research_specialist"})
    assert known(by_research).error is True


def test_a7_second_order_next_day_and_next_month_is_a_rebook():
    late = at("2024-05-31T20:00")
    facts = second(
        10, processed_at=late, reason="licence_change", request_received_at=late + timedelta(hours=9)
    )
    assert (known(facts).in_order_month, decided(facts).rule) == (False, "RB-3")


def test_a8_evaluation_in_the_month_follows_who_heard_it():
    assert decided(asked_for("evaluation_time", "ar")).rule == "RB-9"
    assert decided(asked_for("evaluation_time")).rule == "RB-11"


def test_a8_policy_returns_it_whoever_heard_it():
    decision = decided(asked_for("evaluation_time"), evaluation_in_month_nlr="return")
    assert (decision.rule, decision.team) == ("RB-10", "re_engage")


def test_a9_did_not_purchase_with_a_confirmed_error_is_a_rebook():
    assert decided(asked_for("did_not_purchase", **ERROR)).rule == "RB-2"
    assert decided(asked_for("did_not_purchase")).rule == "RB-12"


def test_a10_payment_time_returns_nothing():
    decision = decided(asked_for("payment_time", "ar"))
    assert decision.follow_ups == ("No return", "No ticket")
    assert "request_return" not in decision.advised


MONTHS = [
    # edge, processed, request, zone, order month, inside
    ("last day 23:30", "2024-01-31T23:30", "2024-02-01T00:20", "America/Los_Angeles", "2024-01", False),
    ("last second", "2024-01-31T23:30", "2024-01-31T23:59:59", "America/Los_Angeles", "2024-01", True),
    ("leap day", "2024-02-29T10:00", "2024-03-01T09:00", "Europe/Paris", "2024-02", False),
    ("leap day itself", "2024-02-28T10:00", "2024-02-29T23:59", "Europe/Paris", "2024-02", True),
    ("28 February", "2023-02-28T10:00", "2023-03-01T00:00", "Europe/Paris", "2023-02", False),
    ("year's end", "2024-12-31T23:00", "2025-01-01T01:00", "Asia/Tokyo", "2024-12", False),
    ("same month of another year", "2024-05-14T10:00", "2025-05-14T10:00", "Asia/Tokyo", "2024-05", False),
]


@pytest.mark.parametrize(("_edge", "processed", "came", "zone", "month", "inside"), MONTHS)
def test_a11_a12_the_month_is_that_of_the_account(_edge, processed, came, zone, month, inside):
    facts = order(processed_at=at(processed, zone), time_zone=zone, request_received_at=at(came, zone))
    assert (known(facts).order_month, known(facts).in_order_month) == (month, inside)


def test_a11_a_request_in_the_month_stays_in_it_when_handled_later():
    assert decided(asked_for("licence_change"), now=AFTER_MONTH + timedelta(days=20)).rule == "RB-6"


def test_a12_policy_takes_the_company_zone():
    processed = at("2024-01-31T23:30", "America/Los_Angeles")
    facts = order(processed_at=processed, time_zone="America/Los_Angeles", request_received_at=processed)
    assert known(facts).order_month == "2024-01"
    assert known(facts, month_zone="company", company_zone="Europe/Paris").order_month == "2024-02"


def test_a18_a_cancelled_first_order_needs_no_return():
    decision = decided(second(60))
    assert decision.action == "create_re_engage"
    assert "nothing" not in decision.answer
    assert "request_return" not in decision.advised
    assert "request_return" in decided(second(60, disposition="")).advised


def test_no_request_has_no_month():
    assert known(order()).in_order_month is None


def test_qualifies_is_unknown_until_the_announced_window_ends():
    announced = order(intended="time_and_amount")
    assert known(announced).qualifies is None
    assert known(announced, PROCESSED + timedelta(hours=48)).qualifies is None
    assert known(announced, PROCESSED + timedelta(hours=48, seconds=1)).qualifies is False
    assert known(order()).qualifies is None


def test_flags_without_a_second_order_come_from_the_timer_and_leave_with_the_window():
    announced = order(intended="time_and_amount", late_flagged_at=NOW)
    assert known(announced).flags == ("late_window",)
    assert known(announced.changed(window_ended_at=NOW)).flags == ()
    assert known(announced.changed(intended="")).flags == ()
    assert known(announced.changed(**ERROR)).flags == ()


def test_other_flags():
    facts = order(late_fact=True, change_overdue_at=NOW, second_order_again=True)
    assert known(facts).flags == ("late_fact", "change_overdue", "second_order_again")


def test_every_policy_value_rests_on_a_reading():
    assert set(DEFAULTS) == set(READINGS)
    with pytest.raises(KeyError):
        policy_of(softhours=3)
