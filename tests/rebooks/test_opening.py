"""Opening a case: what is on file then, what is refused, what is malformed."""

from __future__ import annotations

import pytest

from cases.workflow import InputErrors
from rebooks.models import RebookCase


def test_open(order):
    assert (order.state, order.case.team, order.rule) == ("intake", "order_processing", "RB-17")
    assert order.case.reference.startswith("RB-2024-")
    assert order.case.open_order_no == "O-1"
    assert order.case.title == "Northwind: order to rebook"
    assert order.case.detail == "Order O-1, no reason yet"
    assert order.facts()["order_month"] == "2024-05"


def test_open_with_the_request(story):
    story.open(
        "2024-05-20T10:00", by="nlr_agent", processed_at="2024-05-14T10:00:00-04:00", reason="licence_change",
        request_source="customer_to_nlr", requested_change="team edition",
    )  # fmt: skip
    assert story.rule == "RB-6"
    assert story.facts()["request_received_at"] == "2024-05-20T14:00:00Z"


def test_open_is_refused_with_every_reason(order):
    outcome = order.open("2024-05-15T10:00", opportunity_stage="open", opportunity_type="renewal")
    codes = [refusal.code for refusal in outcome.refusals]
    assert codes == ["RB_NOT_CLOSED_WON", "RB_NOT_NEW_LICENSE", "RB_OPEN_CASE"]
    assert outcome.status == 409
    assert RebookCase.objects.count() == 1


def test_open_names_the_open_case(order):
    (refusal,) = order.open("2024-05-15T10:00").refusals
    assert refusal.message == f"Order O-1 already has the open case {order.ref}."


def test_open_is_for_the_intake_roles(story):
    assert story.open(by="return_team").status == 403


BAD = [
    ({"processed_at": "2024-05-14T10:00:01-04:00"}, "processed_at"),
    ({"processed_at": "2024-05-14T10:00:00"}, "processed_at"),
    ({"amount": "4990.005"}, "amount"),
    ({"amount": "-1"}, "amount"),
    ({"currency": "JPY", "amount": "4990.50"}, "amount"),
    ({"currency": "XXX"}, "currency"),
    ({"time_zone": "America/Gotham"}, "time_zone"),
    ({"order_no": ""}, "order_no"),
    ({"order_no": "x" * 41}, "order_no"),
    ({"account": ""}, "account"),
    ({"account": 4711}, "account"),
    ({"reason": "bored"}, "reason"),
    ({"reason": "licence_change"}, "requested_change"),
    ({"reason": "other", "request_received_at": "2024-05-14T09:59:00-04:00"}, "request_received_at"),
]


@pytest.mark.parametrize(("facts", "field"), BAD)
def test_open_with_malformed_input_is_a_field_error(story, facts, field):
    with pytest.raises(InputErrors) as caught:
        story.open(**{"amount": "4990.00"} | facts)
    assert set(caught.value.errors) == {field}
    assert not RebookCase.objects.exists()


def test_an_account_is_made_once_with_the_given_zone(story):
    story.open(account="Nordlicht", time_zone="Europe/Berlin", order_no="O-7")
    story.open(account="Nordlicht", time_zone="", order_no="O-8")
    assert {case.account.time_zone for case in RebookCase.objects.all()} == {"Europe/Berlin"}
    assert story.case.time_zone == "Europe/Berlin"
