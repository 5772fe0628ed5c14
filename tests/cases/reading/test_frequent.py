"""Words that many cases hold: the same cases in the same order as for any others, and the same figures."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import figures, queue
from cases.models import User
from cases.queue import QueueQuery
from tests.cases.reading.crowd import counted, crowd
from tests.cases.reading.test_plans import accounts

pytestmark = pytest.mark.django_db

SEARCHES = ("account", "word1", "word7", "word77", "account word12", "sc-2020-00", "nothing")


@pytest.fixture
def many(alice: User) -> User:
    """One thousand five hundred cases with a word in common, and others that fewer of them hold."""
    crowd(1500, account=accounts(), owner=alice, team="customer_care")
    counted()
    return alice


@pytest.mark.parametrize("text", SEARCHES)
@pytest.mark.parametrize("limit", [2, 20, 1000])
def test_a_frequent_word_is_counted_as_any_other(many: User, text: str, limit: int) -> None:
    asked = QueueQuery(q=text)
    number = queue.find(many, asked).count()
    told = queue.count(many, asked, limit)
    assert (told.number, told.exact) == (min(number, limit), number <= limit)


def test_what_the_newest_do_not_hold_is_counted_all_the_same(
    many: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, rows in {"OFTEN": 1, "SCANNED": 5}.items():
        monkeypatch.setattr(figures, name, rows)
    queue._counting.cache_clear()
    assert str(queue.count(many, QueueQuery(q="account"))) == "1,000+"
    assert queue.count(many, QueueQuery(q="word77")).number == 3
    queue._counting.cache_clear()


@pytest.mark.parametrize("address", ["/search/?q={}", "/cases/?q={}&sort=-updated", "/cases/?q={}"])
@pytest.mark.parametrize("text", ["account", "word1", "sc-2020-00"])
def test_the_page_of_a_frequent_word_is_the_beginning_of_its_list(
    many: User, client: Client, address: str, text: str
) -> None:
    client.force_login(many)
    url = address.format(text)
    with CaptureQueriesContext(connection) as seen:
        page = client.get(url).content.decode()
    shown = list(dict.fromkeys(re.findall(r"/cases/(SC-2020-\d+)/", page)))
    sort = "due" if url.endswith(text) and "/cases/" in url else "-updated"
    wanted = [case.reference for case in queue.find(many, QueueQuery(q=text, sort=sort))[:25]]
    assert shown == wanted
    assert any("IS TRUE" in one["sql"] for one in seen) is (text != "word1")
