"""Saved views as plain data."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from cases import savedviews
from cases.models import SavedView, User
from cases.navigation import address
from cases.teams import TEAMS, team_label


def url_of(row: SavedView) -> str:
    """The address of the view: it says the same to everybody, within their rights."""
    url = address("queue", args=(row.team,)) if row.team in TEAMS else address("cases")
    return f"{url}?{row.address}" if row.address else url


def rows(user: User) -> list[dict[str, Any]]:
    """Every view that this person sees, by list: its name, its link, who sees it and whose it is."""
    return [
        {
            "pk": one["row"].pk,
            "name": one["row"].name,
            "url": url_of(one["row"]),
            "team": one["row"].team,
            "list": _("%(team)s queue") % {"team": _(team_label(one["row"].team))}
            if one["row"].team in TEAMS
            else _("All cases"),
            "shared_with": one["row"].shared_with,
            "seen_by": _seen_by(one["row"], user),
            "may_change": one["may_change"],
            "lost": one["lost"],
        }
        for one in savedviews.listed(user)
    ]


def _seen_by(row: SavedView, user: User) -> str:
    if not row.shared_with:
        return _("Only you")
    team = _(team_label(row.shared_with))
    if row.owner_id == user.pk:
        return _("Everybody in %(team)s, yours") % {"team": team}
    return _("Everybody in %(team)s, by %(owner)s") % {"team": team, "owner": row.owner}
