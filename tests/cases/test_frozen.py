"""What will not change is drawn once, anew wherever its words would differ; no one's own words stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template

from cases.templatetags import ao_frame

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PARIS, TOKYO = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Tokyo")
ENTRY = {"anchor": "entry-1", "seq": 1, "at": NOON, "actor": "Ines Okafor", "sentence": "took the case"}
STORY = Template('{% load ao_frame %}{% frozen "cases/_timeline_entry.html" entry=entry %}')


@pytest.fixture(autouse=True)
def drawn() -> Iterator[Any]:
    ao_frame._frozen.cache_clear()
    yield ao_frame._frozen
    ao_frame._frozen.cache_clear()


def shown(entry: dict[str, Any] = ENTRY, zone: ZoneInfo = PARIS, now: datetime = NOON) -> str:
    return STORY.render(Context({"entry": entry, "zone": zone, "now": now}))


def test_the_same_content_is_drawn_once(drawn: Any) -> None:
    assert shown() == shown(dict(ENTRY), now=NOON + timedelta(minutes=5))
    assert (drawn.cache_info().hits, drawn.cache_info().misses) == (1, 1)
    assert "Ines Okafor" in shown()


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"zone": TOKYO}, "Today 21:00"),
        ({"now": NOON + timedelta(days=1)}, "Sun 22 Nov 13:00"),
        ({"now": NOON + timedelta(days=100)}, "Sun 22 Nov 2026 13:00"),
        ({"entry": {**ENTRY, "actor": "<b>You</b>"}}, "&lt;b&gt;You&lt;/b&gt;"),
        ({"entry": {**ENTRY, "at": NOON - timedelta(hours=1)}}, "Today 12:00"),
    ],
)
def test_other_words_are_drawn_anew(other: dict[str, Any], words: str) -> None:
    assert "Today 13:00" in shown()
    assert words in shown(**other)


def test_what_people_wrote_is_kept_by_no_drawing(drawn: Any) -> None:
    story = Template('{% include "cases/_timeline.html" %}')
    written = {**ENTRY, "seq": 2, "text": "Call me at home.", "internal": True}
    page = story.render(Context({"timeline": [ENTRY, written], "zone": PARIS, "now": NOON}))
    assert "Call me at home." in page
    assert drawn.cache_info().currsize == 1
