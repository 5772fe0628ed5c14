"""Order records: who puts them, what they refuse, and who looks again."""

from __future__ import annotations

from typing import Any

import pytest

from cancellations.models import OrderRecord
from cases.models import TimelineEntry
from tests.cancellations.helpers import BILLING, ORDER, again, order, put, received

pytestmark = pytest.mark.django_db


def test_billing_puts_an_order_and_changes_parts_of_it() -> None:
    first = put("T-1001", ORDER)
    assert (first.status_code, first.json()["invoice_lines"][0]["invoiced"]) == (201, "1000.00")
    second = put("t-1001", {"products": ["Display"]})
    assert (second.status_code, second.json()["products"]) == (200, ["Display"])
    assert second.json()["client"] == "Oak Motors"
    assert OrderRecord.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "status"),
    [(BILLING, 201), ("administrator", 201), ("sales_enablement", 403), ("rep", 403), ("manager", 403)],
)
def test_only_billing_and_administrators_put_orders(role: str, status: int) -> None:
    answer = put("T-1001", ORDER, role)
    assert answer.status_code == status
    assert OrderRecord.objects.exists() is (status == 201)


LINE = {"product": "Display", "currency": "USD", "invoiced": "1.00", "fulfilled": "0.00"}


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/client"),
        ({"client": "Oak", "campaign": "S", "products": []}, "/products"),
        (ORDER | {"titan_order_id": "T-2"}, "/titan_order_id"),
        (ORDER | {"invoice_lines": [LINE | {"currency": "DOLLAR"}]}, "/invoice_lines/0/currency"),
        (ORDER | {"invoice_lines": [LINE | {"currency": "XXX"}]}, "/invoice_lines/0"),
        (ORDER | {"invoice_lines": [LINE | {"invoiced": "1.001"}]}, "/invoice_lines/0"),
        (ORDER | {"invoice_lines": [LINE | {"invoiced": "-1.00"}]}, "/invoice_lines/0/invoiced"),
        (ORDER | {"colour": "red"}, "/colour"),
        (ORDER | {"client": "O\u200bak"}, "/client"),
    ],
)
def test_what_is_malformed_is_told_at_its_place(body: dict[str, Any], pointer: str) -> None:
    answer = put("T-1001", body)
    assert answer.status_code == 422
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}
    assert not OrderRecord.objects.exists()


def test_a_request_is_held_against_an_order_that_comes_later() -> None:
    case = received().case
    assert again(case).state == "incomplete"
    answer = put("T-1001", ORDER)
    assert answer.json()["cases"] == [case.reference]
    assert again(case).state == "complete"
    entry = TimelineEntry.objects.filter(case=case.pk).last()
    assert (entry.action, entry.as_role, entry.effects) == ("order_changed", "system", [])


def test_an_order_that_loses_a_product_makes_the_request_ask_once() -> None:
    order()
    case = received().case
    for _ in range(2):
        put("T-1001", {"products": ["Display"]})
    found = again(case)
    assert (found.state, found.told_gaps) == ("incomplete", ["Search is not on Titan order T-1001."])
    assert [row.kind for row in found.messages.all()] == ["missing_info_reply"]


def test_the_same_again_changes_nothing() -> None:
    put("T-1001", ORDER)
    case = received().case
    assert put("T-1001", ORDER).json()["cases"] == []
    assert TimelineEntry.objects.filter(case=case.pk).count() == 1


def test_many_orders_of_a_campaign_do_not_hide_the_one_that_is_named() -> None:
    for number in range(30):
        order(f"T-{number}", invoice_lines=[])
    assert again(received(titan_order_id="T-29").case).state == "complete"


def test_the_description_names_the_call() -> None:
    from django.test import Client

    told = Client().get("/api/v1/openapi.json").json()
    assert told["paths"]["/api/v1/orders/{titan_order_id}"]["put"]["operationId"] == "put_order"
    assert "invoice_lines" in told["components"]["schemas"]["OrderInput"]["properties"]
