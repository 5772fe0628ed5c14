"""The usual ways to look at a list, each with how much it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_noop

from cases import access, registry
from cases.kinds import Kind
from cases.models import User
from cases.present.place import Place
from cases.queue import Count, QueueQuery
from cases.savedviews import SavedView

USUAL: dict[str, dict[str, Any]] = {
    gettext_noop("By breach time"): {},
    gettext_noop("Mine"): {"assignee": "me"},
    gettext_noop("Nobody's"): {"assignee": "none"},
    gettext_noop("Overdue"): {"due": "overdue"},
}
ALWAYS = frozenset({"By breach time", "Mine"})


def usual(user: User, fixed: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
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
    user: User,
    place: Place,
    query: QueueQuery,
    own: Sequence[SavedView],
    count: Callable[[QueueQuery], Count],
) -> list[dict[str, Any]]:
    """The views as links; each figure is the length of exactly the list behind it, and some may be empty.

    Saved ones follow the usual ones; a view that can no longer be read is left to the page of views.
    """
    here, rows = query.but(sort="due"), []
    saved = [_saved(place, view, count(view.query), query) for view in own if view.query is not None]
    is_saved = any(view["current"] for view in saved)
    for label, part in usual(user, place.fixed).items():
        one = QueueQuery(**place.fixed, **part)
        figure, current = count(one), one == here and not is_saved
        if figure.number or current or label in ALWAYS:
            rows.append({"label": label, "url": place.at(one), "count": str(figure), "current": current})
    return rows + saved


def _saved(place: Place, view: SavedView, figure: Count, query: QueueQuery) -> dict[str, Any]:
    """The link is the address as it was saved: it says the same to everybody, within their rights."""
    url = f"{place.url}?{view.address}" if view.address else place.url
    label = f"{'Team: ' if view.shared_with else ''}{view.name}"
    return {"label": label, "url": url, "count": str(figure), "current": url == place.at(query.but())}
