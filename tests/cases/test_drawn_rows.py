"""Rows of a list are drawn once for the same content, anew wherever they would differ."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.template import Context

from cases.templatetags import ao_rows

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
PARIS, TOKYO = ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Tokyo")
ROW: dict[str, Any] = {
    "reference": "RB-2026-000001", "url": "/cases/RB-2026-000001/", "account": "Northwind", "due_at": NOON,
    "waiting_for": "An answer", "detail": "Late by a day", "state_label": "Open", "state_shape": "half",
    "state_with": "Research", "owner_name": "Ines Okafor", "owner_initials": "IO", "amount": Decimal(5),
    "snoozed_until": None, "snoozed_note": "", "currency": "USD", "opened_at": NOON, "state_since": NOON,
    "priority": "Normal", "kind": "Rebook",
}  # fmt: skip


@pytest.fixture(autouse=True)
def kept() -> Iterator[Any]:
    ao_rows._still.cache_clear()
    yield ao_rows._still
    ao_rows._still.cache_clear()


def shown(row: dict[str, Any] = ROW, *, selectable: bool = False, **context: Any) -> str:
    surroundings = {"zone": PARIS, "now": NOON, **context}
    return ao_rows.case_rows(Context(surroundings), [row], selectable)


def test_the_same_content_is_drawn_once_and_what_is_left_is_told_anew(kept: Any) -> None:
    due = {**ROW, "due_at": NOON + timedelta(hours=6)}
    assert "6 h left" in shown(due)
    assert "5 h 30 m left" in shown(dict(due), now=NOON + timedelta(minutes=30))
    assert (kept.cache_info().hits, kept.cache_info().misses) == (1, 1)


def test_what_is_the_readers_own_says_so_on_screens_and_the_name_on_paper() -> None:
    own = shown({**ROW, "is_own": True})
    assert '<span class="only-screen">You</span><span class="only-print">Ines Okafor</span>' in own
    assert "You" not in shown({**ROW, "is_own": False})
    assert "Nobody" in shown({**ROW, "owner_name": "", "owner_initials": ""})


@pytest.mark.parametrize("name", [name for name in ROW if name not in {"due_at", "snoozed_until"}])
def test_another_content_is_drawn_anew(name: str, kept: Any) -> None:
    shown()
    before = NOON - timedelta(days=1)
    others = {
        "amount": Decimal(7),
        "currency": "EUR",
        "opened_at": before,
        "state_since": before,
        "state_shape": "ring",
    }
    shown({**ROW, name: others.get(name, "<b>Other</b>")})
    assert kept.cache_info().misses == 2


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"zone": TOKYO}, "Today 21:00"),
        ({"now": NOON + timedelta(days=1)}, "Sun 22 Nov 13:00"),
        ({"now": NOON + timedelta(days=100)}, "Sun 22 Nov 2026 13:00"),
        ({"selectable": True}, 'type="checkbox"'),
        ({"columns": ("opened", "kind")}, "Rebook"),
        ({"row": {**ROW, "account": "<b>Bold</b>"}}, "&lt;b&gt;Bold&lt;/b&gt;"),
        ({"row": {**ROW, "opened_at": NOON - timedelta(hours=1)}}, "Today 12:00"),
    ],
)
def test_other_surroundings_are_drawn_anew(other: dict[str, Any], words: str) -> None:
    usual: dict[str, Any] = {"columns": ("due", "opened")}
    assert "Today 13:00" in shown(**usual)
    assert words not in shown(**usual)
    assert words in shown(**(usual | other))


def test_a_list_without_the_deadline_is_whole() -> None:
    row = shown(columns=("state", "amount"))
    assert "q-due" not in row
    assert "q-state" in row
    assert row.endswith("</tr>\n")


def test_what_people_wrote_about_a_snooze_is_kept_by_no_drawing(kept: Any) -> None:
    snoozed = {**ROW, "snoozed_until": NOON + timedelta(days=1), "snoozed_note": "Ines: on holiday"}
    assert "on holiday" in shown(snoozed)
    assert kept.cache_info().currsize == 0
