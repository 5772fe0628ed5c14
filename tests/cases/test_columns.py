"""The order of a list is always seen: in the head of its column, or in words."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.models import User
from cases.present.columns import ORDERS, USUAL, unseen_order

WITH_OPENED = (*USUAL, "opened")


@pytest.mark.parametrize(
    ("columns", "sort", "words"),
    [
        (USUAL, "due", ""),
        (USUAL, "-due", ""),
        (USUAL, "opened", "Oldest first"),
        (USUAL, "-opened", "Newest first"),
        (WITH_OPENED, "-opened", ""),
        (WITH_OPENED, "-amount", "Largest amount first"),  # a narrow window has no room for the amount
        (("state",), "-due", "What is due last comes first"),
    ],
)
def test_the_order_is_told_where_no_head_tells_it(columns: tuple[str, ...], sort: str, words: str) -> None:
    assert unseen_order(columns, sort) == words


@pytest.mark.django_db
def test_a_list_says_its_order(alice: User, client: Client) -> None:
    client.force_login(alice)
    assert "Newest first</span>" in client.get("/queue/customer_care/?sort=-opened").content.decode()
    usual = client.get("/queue/customer_care/").content.decode()
    assert not [words for words in ORDERS.values() if f">{words}</span>" in usual]
