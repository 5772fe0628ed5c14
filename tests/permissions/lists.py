"""The policy of what is done with whole lists: many cases at once, and saved views."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from tests.permissions.terms import About, Row, To

LISTS: Final[dict[str, Row]] = {
    "many": Row(
        "Many cases of a list: what an act would do to each, and doing it; each asks as it does alone",
        read=To.PEOPLE,
        change=To.PEOPLE,
    ),
    "views": Row(
        "Saved views: one's own and those of one's teams; saving one",
        read=To.PEOPLE,
        change=To.PEOPLE,
        sends={"team": "", "address": "open=true", "name": "Open ones"},
    ),
    "view": Row(
        "Renaming and sharing a view; its owner, and of shared ones managers and supervisors",
        change=To.HOLDS_KEY,
        parts={"pk": 2_000_000_000},
    ),
    "view_remove": Row(
        "Removing it; its owner, and of shared ones managers and supervisors",
        change=To.HOLDS_KEY,
        parts={"pk": 2_000_000_000},
    ),
    "many_done": Row(
        "What came of each of many cases; for who did it",
        read=To.HOLDS_KEY,
        parts={"batch": UUID(int=7)},
    ),
}
ATTENDANCE: Final[dict[str, Row]] = {
    "attendance": Row("Who of one's teams is at work", read=To.PEOPLE),
    "person_attendance": Row(
        "Somebody's hours and absences; one's own are everybody's",
        read=To.OVERSEES,
        change=To.OVERSEES,
        about=About.PERSON,
        sends={"absence-first": "2026-05-04", "absence-last": "2026-05-08"},
    ),
    "person_hours": Row(
        "Saying when somebody works",
        change=To.OVERSEES,
        about=About.PERSON,
        sends={"hours-begins": "09:00", "hours-ends": "17:00", "hours-days": ["0", "1"]},
    ),
    "absence_remove": Row(
        "Removing an absence", change=To.HOLDS_KEY, parts={"pk": 2_000_000_000, "absence": 2_000_000_000}
    ),
}
