"""The usual ways to look at a list, each with how much it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases import access, registry
from cases.kinds import Kind
from cases.models import User
from cases.queue import Count, QueueQuery

USUAL: dict[str, dict[str, Any]] = {
    "By breach time": {},
    "Mine": {"assignee": "me"},
    "Nobody's": {"assignee": "none"},
    "Overdue": {"due": "overdue"},
}
ALWAYS = frozenset({"By breach time", "Mine"})


def usual(user: User, fixed: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The parts of a query that make each view, by its name: the flags of a kind for those who see it."""
    seen = access.visible_kinds(user)
    kinds = [kind for kind in registry.all_kinds() if kind.code in seen]
    if fixed.get("team"):
        kinds = [kind for kind in kinds if _may_hold(fixed["team"], kind)]
    return USUAL | {label: {"flag": flag} for kind in kinds for flag, label in kind.flags.items()}


def _may_hold(team: str, kind: Kind) -> bool:
    """A state that asks the case for its team may name any."""
    return any(callable(state.team) for state in kind.states) or team in registry.teams_of_kind(kind)


def views(
    user: User, url: str, query: QueueQuery, fixed: dict[str, Any], count: Callable[[QueueQuery], Count]
) -> list[dict[str, Any]]:
    """The views as links; each figure is the length of exactly the list behind it, and some may be empty."""
    here, rows = query.but(sort="due"), []
    for label, part in usual(user, fixed).items():
        one = QueueQuery(**fixed, **part)
        figure = count(one)
        if figure.number or one == here or label in ALWAYS:
            address = f"{url}?{QueueQuery(**part).address()}" if part else url
            rows.append({"label": label, "url": address, "count": figure, "current": one == here})
    return rows
