"""A team's board as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from cases import access, navigation, registry
from cases.glance import Asked, Glance, glance
from cases.models import User
from cases.present.listing import frame
from cases.present.rows import rows
from cases.queue import Count, QueueQuery
from cases.teams import TEAMS
from cases.wording import span

HOUSE = "all"
NEXT = 8
TILES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("octagon", "Overdue", "past their due time", {"due": "overdue"}),
    ("triangle", "Due within 4 hours", "by the clock", {"due": "4h"}),
    ("triangle", "Due later today", "before midnight, your time", {"due": "today"}),
    ("dashed-ring", "Nobody's", "without an owner", {"assignee": "none"}),
    ("half", "Open", "all that the team must act on", {}),
)


def board_page(user: User, team: str) -> dict[str, Any]:
    """The context of a board; `team` is a team's code or HOUSE."""
    fixed: dict[str, Any] = {"open": True} | ({} if team == HOUSE else {"team": team})
    soon, overdue = QueueQuery(**fixed), QueueQuery(**fixed, due="overdue")
    tiles = [QueueQuery(**fixed, **part) for _, _, _, part in TILES]
    states = _states(fixed)
    asked = [soon, *tiles, *states, *navigation.counted(user)]
    seen = glance(user, [Asked(soon, NEXT), Asked(overdue, 1)], asked)
    return {
        "title": "Whole house" if team == HOUSE else TEAMS[team].label,
        "views": _views(user, team),
        "tiles": _tiles(tiles, seen),
        "breaching": rows(seen.pages[0].cases, user),
        "breaching_url": _url(soon),
        "breaching_count": seen.count(soon),
        "tables": [_by_state(states, seen)],
    } | frame(user, seen, reverse("board", args=[team]))


def _views(user: User, team: str) -> list[dict[str, Any]]:
    held = {
        code
        for kind in registry.all_kinds()
        for code in registry.teams_of_kind(kind)
        if kind.code in access.visible_kinds(user)
    }
    teams = [(HOUSE, "Whole house"), *[(code, TEAMS[code].label) for code in TEAMS if code in held]]
    return [
        {"label": label, "url": reverse("board", args=[code]), "current": code == team}
        for code, label in teams
    ]


def _tiles(queries: Sequence[QueueQuery], seen: Glance) -> list[dict[str, Any]]:
    """A tile's alarm shape only where there is something to be alarmed about."""
    rows = []
    for (shape, label, note, _), query in zip(TILES, queries, strict=True):
        figure = seen.count(query)
        rows.append(
            {
                "shape": "ring" if shape in {"octagon", "triangle"} and not figure.number else shape,
                "label": label,
                "figure": figure,
                "note": _oldest(seen) or note if query.due == "overdue" else note,
                "url": _url(query),
            }
        )
    return rows


def _oldest(seen: Glance) -> str:
    found = seen.pages[1].cases
    return f"the oldest for {span(seen.now - found[0].next_due_at)}" if found and found[0].next_due_at else ""


def _url(query: QueueQuery) -> str:
    return f"{reverse('cases')}?{query.address()}"


def _states(fixed: dict[str, Any]) -> list[QueueQuery]:
    """A query per open state of every kind; people also see cases of other kinds that they took part in."""
    return [
        QueueQuery(**fixed, kind=kind.code, state=state.code)
        for kind in registry.all_kinds()
        for state in kind.states
        if not state.closed
    ]


def _by_state(states: Sequence[QueueQuery], seen: Glance) -> dict[str, Any]:
    """How many open cases stand in each state; every figure is a link to exactly those."""
    return {
        "id": "by-state",
        "title": "Open cases by state",
        "note": "now",
        "columns": [{"label": "State"}, {"label": "Cases", "num": True}],
        "rows": [_state_row(query, seen.count(query)) for query in states if seen.count(query).number],
    }


def _state_row(query: QueueQuery, number: Count) -> list[dict[str, Any]]:
    declared = registry.get_kind(query.kind).state(query.state)
    return [{"text": declared.label}, {"text": str(number), "url": _url(query), "num": True}]
