"""What happened to a list since it was drawn: counted in words, within the reader's rights."""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock
from cases.models import User
from cases.present.updates import Change, told
from cases.workflow import advance
from tests.cases.helpers import done, open_seats

SINCE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEFORE, AFTER = SINCE - timedelta(hours=1), SINCE + timedelta(hours=1)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ([], ""),
        ([Change("A", AFTER, AFTER, listed=True)], "1 new"),
        ([Change("A", BEFORE, AFTER, listed=True)], "1 new"),
        ([Change("A", BEFORE, BEFORE, listed=True)], "1 changed"),
        ([Change("S", BEFORE, AFTER, listed=True)], "1 changed"),
        ([Change("S", BEFORE, AFTER, listed=False)], "1 changed"),
        (
            [Change("A", AFTER, AFTER, listed=True), Change("S", BEFORE, BEFORE, listed=True)],
            "1 new, 1 changed",
        ),
        ([Change(str(n), AFTER, AFTER, listed=True) for n in range(100)], "100 or more new"),
    ],
)
def test_words(found: list[Change], words: str) -> None:
    """S is a row of the page."""
    assert told(found, SINCE, ["S"]) == words


def held(client: Client, url: str) -> dict[str, str]:
    """What the page of a list asks with."""
    found = re.search(r'hx-vals="({[^"]+})"', client.get(url).content.decode())
    assert found is not None
    return dict(json.loads(html.unescape(found[1])))


@pytest.mark.django_db
def test_a_list_tells_what_came_and_what_changed_and_asks_twice_at_most(
    client: Client, alice: User, bob: User, on_monday: Any
) -> None:
    first = open_seats(bob, account="First")
    client.force_login(alice)
    sent = held(client, "/queue/customer_care/")
    assert client.post("/updates/", sent).status_code == 204
    with clock.fixed_at(on_monday + timedelta(minutes=5)):
        open_seats(bob, account="Second")
        done(advance(first.reference, "claim", actor=bob))
        with CaptureQueriesContext(connection) as seen:
            answer = client.post("/updates/", sent)
    assert "1 new, 1 changed – show" in answer.content.decode()
    assert len(seen) <= 4  # session and person among them
    assert client.post("/updates/", sent | {"words": "1 new, 1 changed"}).status_code == 204


@pytest.mark.django_db
def test_a_case_that_left_the_list_is_a_change_and_others_lists_are_not(
    client: Client, alice: User, bob: User, on_monday: Any
) -> None:
    case = open_seats(bob)
    client.force_login(alice)
    free, mine = held(client, "/cases/?assignee=none"), held(client, "/cases/?assignee=me")
    with clock.fixed_at(on_monday + timedelta(minutes=5)):
        done(advance(case.reference, "claim", actor=bob))
        assert "1 changed" in client.post("/updates/", free).content.decode()
        assert client.post("/updates/", mine).status_code == 204


@pytest.mark.django_db
def test_nobody_is_told_of_cases_that_they_may_not_see(
    client: Client, alice: User, charlie: User, on_monday: Any
) -> None:
    case = open_seats(alice)
    client.force_login(charlie)
    sent = {"list": "", "since": (on_monday - timedelta(days=1)).isoformat(), "shown": case.reference}
    assert client.post("/updates/", sent).status_code == 204


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"list": "nonsense=1", "since": "2026-01-01T00:00:00+00:00"},
        {"list": "", "since": "soon"},
        {"list": "", "since": "2026-01-01"},
        {"list": "team=a\0b", "since": "2026-01-01T00:00:00+00:00", "shown": "\0"},
        {"list": "", "since": "2026-01-01T00:00:00+00:00", "shown": "x\0y"},
    ],
)
def test_rubbish_is_answered_with_nothing(client: Client, alice: User, sent: dict[str, str]) -> None:
    client.force_login(alice)
    assert client.post("/updates/", sent).status_code == 204


@pytest.mark.django_db
def test_strangers_are_refused(client: Client) -> None:
    assert client.post("/updates/").status_code == 403
