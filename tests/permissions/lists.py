"""The policy of what is done with whole lists: many cases at once, and saved views."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from tests.permissions.terms import Row, To

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
