"""RB-1 to RB-17: one order per row, the order of the rows, and what each row answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rebooks.rules.answers import NEUTRAL
from tests.rebooks.rules.sample import (
    AFTER_MONTH,
    ERROR,
    IN_MONTH,
    NOW,
    PROCESSED,
    asked_for,
    decided,
    order,
    second,
)

LATER = PROCESSED + timedelta(hours=48, seconds=1)

ASK = "ask_clarification"
ROWS = [
    ("RB-1", asked_for("more_time_unclear", "collections"), NOW, "ar_collections", ASK),
    ("RB-1", asked_for("more_time_unclear"), NOW, "new_license", ASK),
    ("RB-1", asked_for("more_time_unclear", "research"), NOW, "research", ASK),
    ("RB-1", asked_for("more_time_unclear", "order_processing"), NOW, "order_processing", ASK),
    ("RB-1", order(reason="more_time_unclear", opener_team="ar_collections"), NOW, "ar_collections", ASK),
    ("RB-2", order(**ERROR), NOW, "new_license", "rebook"),
    ("RB-3", second(24), NOW, "new_license", "rebook"),
    ("RB-4", second(24.001), NOW, "new_license", "rebook"),
    ("RB-4", second(48), NOW, "new_license", "rebook"),
    ("RB-5", asked_for("payment_time", "ar"), NOW, "ar_collections", "keep_for_payment"),
    ("RB-5", asked_for("payment_time"), NOW, "ar_collections", "keep_for_payment"),
    ("RB-6", asked_for("licence_change"), NOW, "new_license", "pass_change"),
    ("RB-6", asked_for("licence_change", "order_processing"), NOW, "new_license", "pass_change"),
    ("RB-7", asked_for("licence_change", "ar"), NOW, "new_license", "pass_change"),
    ("RB-7", asked_for("licence_change", "collections"), NOW, "new_license", "pass_change"),
    ("RB-8", asked_for("licence_change", came=AFTER_MONTH), NOW, "re_engage", "request_return"),
    ("RB-8", asked_for("licence_change", "ar", came=AFTER_MONTH), NOW, "re_engage", "request_return"),
    ("RB-9", asked_for("evaluation_time", "collections"), NOW, "re_engage", "request_return"),
    ("RB-9", asked_for("evaluation_time", "ar", came=AFTER_MONTH), NOW, "re_engage", "request_return"),
    ("RB-10", asked_for("evaluation_time", came=AFTER_MONTH), NOW, "re_engage", "request_return"),
    ("RB-11", asked_for("evaluation_time"), NOW, "new_license", "follow_up"),
    ("RB-12", asked_for("did_not_purchase", "ar"), NOW, "research", "evaluate"),
    ("RB-12", asked_for("did_not_purchase", return_request_no="R-1"), NOW, "re_engage", "request_return"),
    ("RB-13", asked_for("customer_cancels"), NOW, "re_engage", "request_return"),
    ("RB-14", second(48.001, disposition=""), NOW, "re_engage", "request_return"),
    ("RB-14", second(20, "4989.99"), NOW, "re_engage", "create_re_engage"),
    ("RB-14", second(20, currency="EUR"), NOW, "re_engage", "create_re_engage"),
    ("RB-15", order(intended="time_and_amount"), NOW, "new_license", "rebook"),
    ("RB-15", order(intended="time_and_amount"), PROCESSED + timedelta(hours=48), "new_license", "rebook"),
    ("RB-16", order(intended="time_and_amount"), LATER, "re_engage", "request_return"),
    ("RB-16", order(intended="time_and_amount", window_ended_at=NOW), NOW, "re_engage", "request_return"),
    ("RB-17", order(), NOW, "research", "evaluate"),
    ("RB-17", asked_for("amount_correction"), NOW, "research", "evaluate"),
    ("RB-17", asked_for("rebook"), NOW, "research", "evaluate"),
    ("RB-17", asked_for("other"), NOW, "research", "evaluate"),
    ("RB-17", order(intended="admin_error"), NOW, "research", "evaluate"),
    ("RB-17", order(reason="licence_change"), NOW, "research", "evaluate"),
    ("RB-17", asked_for("other", return_request_no="R-1"), NOW, "re_engage", "request_return"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "facts", "now", "team", "action"), ROWS, ids=[f"{n}-{row[0]}" for n, row in enumerate(ROWS)]
)
def test_row(rule, facts, now, team, action):
    decision = decided(facts, now)
    assert (decision.rule, decision.team, decision.action) == (rule, team, action)
    assert decision.clause
    assert decision.answer


def test_every_row_is_covered():
    assert {row[0] for row in ROWS} == {f"RB-{number}" for number in range(1, 18)}


PRECEDENCE = [
    ("RB-2", second(20, reason="more_time_unclear", **ERROR)),
    ("RB-3", second(20, reason="more_time_unclear")),
    ("RB-3", second(20, reason="payment_time")),
    ("RB-4", second(30, reason="evaluation_time", request_source="ar", request_received_at=AFTER_MONTH)),
    ("RB-1", second(20, "1.00", reason="more_time_unclear")),
    ("RB-5", second(60, reason="payment_time")),
    ("RB-6", second(60, reason="licence_change", request_source="research", request_received_at=IN_MONTH)),
    ("RB-12", second(60, reason="did_not_purchase")),
    ("RB-13", second(60, reason="customer_cancels")),
    ("RB-14", second(60, reason="other", intended="time_and_amount")),
    ("RB-13", order(reason="customer_cancels", intended="time_and_amount")),
]


@pytest.mark.parametrize(("rule", "facts"), PRECEDENCE)
def test_rows_2_3_4_go_before_row_1_and_reasons_before_the_window(rule, facts):
    assert decided(facts).rule == rule


@pytest.mark.parametrize("month", [IN_MONTH, AFTER_MONTH])
def test_rows_2_to_4_do_not_look_at_the_month(month):
    assert decided(second(20, reason="licence_change", request_received_at=month)).rule == "RB-3"


@pytest.mark.parametrize("hours", [1, 30, 60])
def test_rows_6_and_7_do_not_look_at_the_hours(hours):
    facts = second(hours, "1.00", reason="licence_change", request_received_at=IN_MONTH)
    assert decided(facts.changed(request_source="customer_to_nlr")).rule == "RB-6"
    assert decided(facts.changed(request_source="ar")).rule == "RB-7"


ADVISED = [
    (asked_for("more_time_unclear"), {"ask_clarification", "clarify"}),
    (order(**ERROR), {"open_ticket", "evaluate", "distribute_new_license", "book_second_order"}),
    (asked_for("payment_time"), {"keep_for_payment", "finish_payment"}),
    (asked_for("licence_change"), {"pass_change", "change_done"}),
    (asked_for("evaluation_time"), {"follow_up"}),
    (
        asked_for("customer_cancels"),
        {"request_return", "process_return", "create_re_engage", "book_second_order"},
    ),
    (second(60), {"create_re_engage", "book_second_order"}),
]


@pytest.mark.parametrize(("facts", "names"), ADVISED)
def test_a_decision_names_the_actions_it_recommends(facts, names):
    assert decided(facts).advised == names | NEUTRAL


def test_answers_name_the_team():
    assert decided(second()).answer == "Goes to New License"
    assert decided(asked_for("payment_time")).answer == "Stays with AR and Collections"
    assert decided(asked_for("more_time_unclear")).answer == "First ask: testing or paying?"
