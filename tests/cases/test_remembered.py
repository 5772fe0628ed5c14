"""What is the same for whoever is shown the same is drawn once; its forms carry the token of their page."""

from __future__ import annotations

import re
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


def test_each_form_that_is_drawn_once_has_a_key_of_its_own_at_every_look(kept: Any) -> None:
    head = Template(
        '{% load ao_frame %}{% remembered "cases/_head_acts.html" acts=acts more=acts url="/x/" %}'
    )
    act = {"label": "Claim", "url": "/x/do/claim/", "needs_input": False, "version": "7", "key": "a"}
    page = "".join(head.render(Context({"acts": [act, act], "csrf_token": "abc"})) for _ in range(2))
    keys = re.findall(r'name="key" value="(\w+)"', page)
    assert (len(keys), len(set(keys)), {len(key) for key in keys}) == (8, 8, {32})
    assert page.count('name="version" value="7"') == 8
    assert kept.cache_info().misses == 1
    assert ao_frame.KEY not in page


def test_facts_are_escaped_told_with_their_dates_and_kept_by_nobody(kept: Any) -> None:
    facts = [
        {"label": "Findings", "value": "<b>seen</b> by 2026-11-29", "missing": False},
        {"label": "Order", "value": "90-1", "url": "/cases/?q=90-1", "missing": False},
        {"label": "Reason", "value": "", "missing": True},
    ]
    group = {"id": "facts", "title": "Facts", "facts": facts}
    page = Template('{% include "cases/_facts.html" %}').render(Context({"group": group}))
    assert "&lt;b&gt;seen&lt;/b&gt; by Sun 29 Nov 2026" in page
    assert '<a href="/cases/?q=90-1">90-1</a>' in page
    assert re.search(r'<dt>Reason</dt>\s*<dd class="mute">\s*not stated', page)
    assert kept.cache_info().currsize == 0
