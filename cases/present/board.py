"""A team's board as plain data."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.urls import reverse

from cases import access, queue, registry
from cases.models import User
from cases.present.casepage import zone_label
from cases.present.rows import rows
from cases.queue import QueueQuery
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


def board_page(user: User, team: str, now: datetime) -> dict[str, Any]:
    """The context of a board; `team` is a team's code or HOUSE."""
    fixed: dict[str, Any] = {"open": True} | ({} if team == HOUSE else {"team": team})
    soon = QueueQuery(**fixed)
    return {
        "title": "Whole house" if team == HOUSE else TEAMS[team].label,
        "views": _views(user, team),
        "tiles": _tiles(user, fixed, now),
        "breaching": rows(queue.page(user, soon, NEXT).cases, user, now),
        "breaching_url": _url(soon),
        "breaching_count": queue.count(user, soon),
        "tables": [_by_state(user, team)],
        "now": now,
        "zone": ZoneInfo(user.time_zone),
        "zone_label": zone_label(user.time_zone),
    }


def _views(user: User, team: str) -> list[dict[str, Any]]:
    held = {
        code
        for kind in registry.all_kinds()
        for code in _teams_of_kind(kind.code)
        if kind.code in access.visible_kinds(user)
    }
    teams = [(HOUSE, "Whole house"), *[(code, TEAMS[code].label) for code in TEAMS if code in held]]
    return [
        {"label": label, "url": reverse("board", args=[code]), "current": code == team}
        for code, label in teams
    ]


def _teams_of_kind(code: str) -> set[str]:
    """The teams that hold some state of a kind, whatever its cases are now."""
    kind = registry.get_kind(code)
    named = {state.team for state in kind.states if isinstance(state.team, str)}
    return named | {team.code for team in TEAMS.values() if kind.opening.roles & set(team.roles)}


def _tiles(user: User, fixed: dict[str, Any], now: datetime) -> list[dict[str, Any]]:
    """A tile's alarm shape only where there is something to be alarmed about."""
    queries = [QueueQuery(**fixed, **part) for _, _, _, part in TILES]
    figures = queue.counts(user, queries)
    return [
        {
            "shape": "ring" if shape in {"octagon", "triangle"} and not figure.number else shape,
            "label": label,
            "figure": figure,
            "note": _oldest(user, query, now) if query.due == "overdue" and figure.number else note,
            "url": _url(query),
        }
        for (shape, label, note, _), query, figure in zip(TILES, queries, figures, strict=True)
    ]


def _oldest(user: User, query: QueueQuery, now: datetime) -> str:
    due = queue.page(user, query, 1).cases[0].next_due_at
    return f"the oldest for {span(now - due)}" if due else ""


def _url(query: QueueQuery) -> str:
    return f"{reverse('cases')}?{query.address()}"


def _by_state(user: User, team: str) -> dict[str, Any]:
    """How many open cases stand in each state; every figure is a link to exactly those."""
    cases = access.visible_to(user).filter(closed_at=None)
    if team != HOUSE:
        cases = cases.filter(team=team)
    counted = cases.order_by().values_list("kind", "state").annotate(n=Count("pk")).order_by("kind", "state")
    return {
        "id": "by-state",
        "title": "Open cases by state",
        "note": "now",
        "columns": [{"label": "State"}, {"label": "Cases", "num": True}],
        "rows": [_state_row(kind, state, n, team) for kind, state, n in counted],
    }


def _state_row(kind: str, state: str, n: int, team: str) -> list[dict[str, Any]]:
    query = QueueQuery(kind=kind, state=state, open=True, team="" if team == HOUSE else team)
    declared = registry.get_kind(kind).state(state)
    return [{"text": declared.label}, {"text": f"{n:,}", "url": _url(query), "num": True}]
