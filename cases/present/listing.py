"""A page of a list of cases as plain data: chips, views, columns, rows, pager."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from cases import access, navigation, registry, savedviews
from cases.glance import Asked, Glance, Line, glance
from cases.models import User
from cases.paging import Page
from cases.present import columns
from cases.present.casepage import zone_label
from cases.present.exports import exports
from cases.present.many import bar
from cases.present.place import Place
from cases.present.rows import rows
from cases.present.updates import of_list
from cases.present.usual import usual, views
from cases.queue import Count, QueueQuery
from cases.queue_form import FILTERS, chips
from cases.savedviews import SavedView
from cases.teams import OUTSIDE


def listing(user: User, query: QueueQuery, place: Place) -> dict[str, Any]:
    """The context of the page of a list."""
    own = savedviews.of_list(user, place.team)
    still_open = QueueQuery(**place.fixed, open=True)
    named = [QueueQuery(**place.fixed, **part) for part in usual(user, place.fixed).values()]
    named += [view.query for view in own if view.query is not None]
    seen = glance(
        user, [Asked(query, user.page_size)], [query, still_open, *named, *navigation.counted(user)]
    )
    (found,), total = seen.pages, seen.count(query)
    return (
        {
            "title": place.title,
            "total": total,
            "open_count": seen.count(still_open),
            "rows": rows(found.cases, user),
            "pager": _pager(place, query, found, total),
            "empty": None if found.cases else _empty(user, place, query),
            "updates": of_list(user, place.at(query), query, found.cases, seen.now),
            "exports": exports(user, query),
            "views": views(user, place, query, own, seen.count),
            "saving": _saving(user, place, query, own),
            "intakes": intakes(user),
            "bulk": _bulk(user, place, query, total if _is_cut(total, found) else ""),
        }
        | _asked(user, place, query)
        | frame(user, seen, place.url)
    )


def _is_cut(total: Count, found: Page[Line]) -> bool:
    """Whether more cases match than the page shows."""
    return total.number > len(found.cases) or not total.exact


def _asked(user: User, place: Place, query: QueueQuery) -> dict[str, Any]:
    """What is asked for and how it is shown: chips, filters, order, columns."""
    given, names = query.but().params(), tuple(place.fixed)
    shown = columns.written(place.columns)
    return {
        "filters": [
            {
                "name": label,
                "words": words,
                "reader": str(user) if part == "assignee" and query.assignee == "me" else "",
                "remove_url": place.at(query.but(**{part: _nothing(part)})),
            }
            for part, label, words in chips(query, names)
        ],
        "clear_url": place.at(QueueQuery(**place.fixed)),
        "filter_values": {name: value for name, value in query.params().items() if name in FILTERS},
        "hidden": [(n, v) for n, v in given.items() if n not in {*names, "sort"}] + list(shown.items()),
        "kept": list(shown.items()),
        "asked": [(name, value) for name, value in given.items() if name not in names],
        "heads": columns.heads(place.columns, query.sort),
        "order": columns.unseen_order(place.columns, query.sort),
        "columns": place.columns,
        "is_wide": len(place.columns) > columns.MOST_ABREAST,
        "column_choices": columns.choices(place.columns),
    }


def _saving(user: User, place: Place, query: QueueQuery, own: Sequence[SavedView]) -> dict[str, Any]:
    """What the form that saves the view carries, and with whom it may be shared."""
    asked = place.params(query.but())
    return {
        "url": navigation.address("views"),
        "team": place.team,
        "address": urlencode(asked),
        "back": place.at(query),
        "teams": [
            {"code": team.code, "label": team.label} for team in savedviews.shareable(user, place.team)
        ],
        "is_new": bool(asked),
        "has_own": bool(own),
    }


def _bulk(user: User, place: Place, query: QueueQuery, every: Count | str) -> dict[str, Any] | None:
    """What can be done with many cases of the list; None for who only looks.

    `every` is how many match, where these are more than the page shows.
    """
    acts = bar(user)
    if not acts:
        return None
    return {
        "url": navigation.address("many"),
        "acts": acts,
        "query": query.but().address(),
        "back": place.at(query),
        "all": str(every),
    }


def frame(user: User, seen: Glance, url: str) -> dict[str, Any]:
    """What every page of lists says: the present, in the reader's zone, and where else one can go."""
    return {
        "now": seen.now,
        "zone": ZoneInfo(user.time_zone),
        "zone_label": zone_label(user.time_zone),
        "nav": navigation.navigation(url, user, seen.count),
    }


def _nothing(part: str) -> Any:
    return None if part in {"open", "snoozed", "waiting", "due_before", "late"} else ""


def _pager(place: Place, query: QueueQuery, found: Any, total: Any) -> dict[str, Any] | None:
    if found.next is None and query.cursor is None:
        return None
    ahead = place.at(query.but(), cursor=found.next.encode()) if found.next else ""
    return {
        "shown": len(found.cases),
        "total": str(total),
        "next_url": ahead,
        "next_label": _("Next page"),
        "previous_url": place.at(query.but()) if query.cursor else "",
        "previous_label": _("First page"),
    }


def _empty(user: User, place: Place, query: QueueQuery) -> dict[str, str]:
    if not access.visible_kinds(user) and user.roles & OUTSIDE:
        return {
            "kind": "nothing",
            "title": _("Nothing waits here for you"),
            "text": _(
                "What is asked of you has a page of its own; the cases of your organisation are on My work."
            ),
            "url": navigation.address("asked"),
            "label": _("Asked of you"),
        }
    if not access.visible_kinds(user):
        return {
            "kind": "no_access",
            "title": _("There is nothing here for your roles"),
            "text": _("They act in none of the kinds of cases. An administrator can give you one that does."),
        }
    if chips(query, tuple(place.fixed)):
        return {"kind": "no_match", "url": place.url}
    told = {
        "kind": "nothing",
        "title": _("Nothing here"),
        "text": _("No case waits here now. New ones come in by themselves."),
    }
    return told | next(iter(intakes(user)), {})


def intakes(user: User) -> list[dict[str, str]]:
    """What this person may open, with the way to it."""
    return [
        {"label": kind.opening.label, "url": _start(kind.start_url)}
        for kind in registry.all_kinds()
        if kind.start_url and kind.opening.roles & user.roles
    ]


@cache
def _start(name: str) -> str:
    """Where an opening begins; addresses do not change while a process runs."""
    return resolve_url(name)
