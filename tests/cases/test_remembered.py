"""What is the same for whoever is shown the same is drawn once; its forms carry the token of their page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from cases import wording
from cases.templatetags import ao_frame

ME = {"name": "Ines Okafor", "role": "Research", "unread": "", "at_notifications": False}
ONESELF = Template('{% load ao_frame %}{% remembered "partials/me.html" me=me %}')
NEW_YORK = ZoneInfo("America/New_York")
DUE = datetime(2026, 11, 23, 3, tzinfo=UTC)  # still the 22nd in New York


@pytest.fixture(autouse=True)
def kept() -> Iterator[Any]:
    ao_frame._remembered.cache_clear()
    yield ao_frame._remembered
    ao_frame._remembered.cache_clear()


def shown(me: dict[str, Any] = ME, token: str = "abc") -> str:
    return ONESELF.render(Context({"me": me, "csrf_token": token}))


def test_a_form_that_is_drawn_once_carries_the_token_of_each_page(kept: Any) -> None:
    first, second = shown(token="abc"), shown(token="xyz")
    assert (kept.cache_info().hits, kept.cache_info().misses) == (1, 1)
    assert 'name="csrfmiddlewaretoken" value="abc"' in first
    assert second == first.replace('value="abc"', 'value="xyz"')
    assert ao_frame.TOKEN not in first + second


@pytest.mark.parametrize(
    ("name", "value"), [("name", "<b>Ines</b>"), ("role", "AR"), ("unread", "3"), ("at_notifications", True)]
)
def test_another_content_is_drawn_anew(name: str, value: Any, kept: Any) -> None:
    before = shown()
    assert shown({**ME, name: value}) != before
    assert kept.cache_info().misses == 2
    assert "<b>" not in shown({**ME, name: value})


def test_who_sees_other_words_on_the_same_page_gets_their_own() -> None:
    assert "Amara" not in shown()
    assert "Amara" in shown({**ME, "name": "Amara Nwosu"})
    assert "Amara" not in shown()


@pytest.mark.parametrize(
    ("before", "state", "words"),
    [
        (timedelta(days=3), "plain", "Due Sun 22 Nov 22:00"),
        (timedelta(hours=5), "risk", "Due today 22:00"),
        (timedelta(hours=4), "risk", "Due today 22:00"),
        (timedelta(hours=4) - timedelta(seconds=1), "risk", "Breaches today 22:00"),
        (timedelta(seconds=1), "risk", "Breaches today 22:00"),
        (timedelta(), "breach", "Breached today 22:00"),
        (-timedelta(hours=3), "breach", "Breached Sun 22 Nov 22:00"),
    ],
)
def test_a_deadline_that_was_worded_before_is_worded_anew_as_it_comes_nearer(
    before: timedelta, state: str, words: str
) -> None:
    wording.due_mark(DUE, DUE - timedelta(days=3), NEW_YORK)
    found = wording.due_mark(DUE, DUE - before, NEW_YORK)
    assert (found.state, found.words) == (state, words)
