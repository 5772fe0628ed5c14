"""The event second_order: stored, flagged, deciding nothing it should not, refused only where malformed."""

from __future__ import annotations

import pytest

from cases.workflow import InputErrors
from tests.rebooks.helpers import Story, at


def test_it_books_and_closes_nothing(order):
    order.second("2024-05-14T15:30")
    facts = order.facts("2024-05-14T16:00")
    assert (order.state, order.rule, facts["team"]) == ("intake", "RB-3", "new_license")
    assert (facts["elapsed_seconds"], facts["basis"], facts["qualifies_as_rebook"]) == (
        19800, "time_and_amount", True,
    )  # fmt: skip
    assert (facts["rebook_amount"], facts["rebooked_at"]) == ("4990.00", "2024-05-14T19:30:00Z")


def test_exactly_48_hours_is_inside_and_late(order):
    order.second("2024-05-16T10:00")
    assert (order.rule, order.flags) == ("RB-4", {"late_window"})


def test_a_further_order_is_stored_and_decides_nothing(order):
    order.second("2024-05-16T11:00")
    order.second("2024-05-16T12:00", order_no="O-3", amount="1.00")
    facts = order.facts("2024-05-16T13:00")
    assert (facts["second_order_no"], order.rule, order.flags) == ("O-2", "RB-14", {"second_order_again"})
    assert facts["further_orders"] == [
        {"order_no": "O-3", "amount": "1.00", "currency": "USD", "disposition": "cancelled",
         "at": "2024-05-16T16:00:00Z"}
    ]  # fmt: skip


def test_the_same_order_told_twice_is_one(order):
    order.second("2024-05-14T15:30", disposition="")
    order.second("2024-05-14T15:30", known="2024-05-14T16:00", disposition="returned")
    assert (order.flags, order.case.disposition, order.case.further_orders) == (set(), "returned", [])


def test_on_a_closed_case_it_is_recorded_and_decides_nothing(order):
    order.done("2024-05-14T11:00", "withdraw", "nlr_agent")
    outcome = order.second("2024-05-14T15:30")
    assert outcome.ok
    assert (order.state, order.rule, order.flags) == ("closed", "RB-17", {"second_order_again"})
    assert order.case.timeline.filter(action="second_order").count() == 1
    assert order.facts()["qualifies_as_rebook"] is None


MALFORMED = [
    ({"order_no": "O-1"}, "order_no"),
    ({"order_no": ""}, "order_no"),
    ({"amount": "1.005"}, "amount"),
    ({"amount": ""}, "amount"),
    ({"currency": "???"}, "currency"),
    ({"disposition": "burnt"}, "disposition"),
]


@pytest.mark.parametrize(("order_facts", "field"), MALFORMED)
def test_malformed_is_a_field_error(order, order_facts, field):
    with pytest.raises(InputErrors) as caught:
        order.second("2024-05-14T15:30", **order_facts)
    assert set(caught.value.errors) == {field}


def test_before_the_first_order_and_in_the_future_are_field_errors(order):
    for booked in ("2024-05-14T09:59", "2024-05-14T11:01"):
        with pytest.raises(InputErrors) as caught:
            order.second(booked, known="2024-05-14T11:00")
        assert set(caught.value.errors) == {"at"}


def test_only_order_processing_and_its_system_report_it(order):
    from cases import clock
    from cases.workflow import record

    given = {"order_no": "O-2", "amount": "1", "currency": "USD"}
    with clock.fixed_at(at("2024-05-14T15:00")):
        outcome = record(order.ref, "second_order", None, actor=order.people["ar"], data=given)
    assert outcome.status == 403


def test_other_currency_and_no_second_order(order: Story):
    order.second("2024-05-14T15:30", currency="EUR")
    order.done("2024-05-14T16:00", "evaluate", "research_specialist")
    assert order.refused("2024-05-14T16:01", "distribute_new_license", "research_specialist") == {
        "RB_CURRENCY_DIFFERS": "Amounts are in USD and EUR; that is not the same amount."
    }
    assert order.do("2024-05-14T16:02", "create_re_engage", "research_specialist").ok
