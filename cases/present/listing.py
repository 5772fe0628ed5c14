"""A page of a list of cases as plain data: chips, views, columns, rows, pager."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.shortcuts import resolve_url

from cases import access, navigation, registry
from cases.glance import Asked, Glance, glance
from cases.models import User
from cases.present.casepage import zone_label
from cases.present.exports import exports
from cases.present.many import bar
from cases.present.rows import rows
from cases.present.updates import of_list
from cases.present.usual import usual, views
from cases.queue import QueueQuery
from cases.queue_form import FILTERS, chips

SORTED = {"due": "due", "amount": "amount"}


def listing(user: User, query: QueueQuery, *, url: str, title: str, fixed: dict[str, Any]) -> dict[str, Any]:
    """The context of a list. `fixed` are the parts of the query that the address itself gives."""
    still_open = QueueQuery(**fixed, open=True)
    named = [QueueQuery(**fixed, **part) for part in usual(user, fixed).values()]
    seen = glance(
        user, [Asked(query, user.page_size)], [query, still_open, *named, *navigation.counted(user)]
    )
    (found,), total, names = seen.pages, seen.count(query), tuple(fixed)
    return {
        "title": title,
        "total": total,
        "open_count": seen.count(still_open),
        "filters": [
            {
                "name": label,
                "words": words,
                "remove_url": _at(url, query.but(**{part: _nothing(part)}), names),
            }
            for part, label, words in chips(query, names)
        ],
        "clear_url": url,
        "filter_values": {name: value for name, value in query.params().items() if name in FILTERS},
        "hidden": _hidden(query, names),
        "columns": {name: _column(sort, query.sort) for name, sort in SORTED.items()},
        "rows": rows(found.cases, user),
        "pager": _pager(url, query, names, found, total),
        "empty": _empty(user, url, query, names),
        "updates": of_list(user, _at(url, query, names), query, found.cases, seen.now),
        "exports": exports(user, query),
        "views": views(user, url, query, fixed, seen.count),
        "intakes": intakes(user),
        "bulk": _bulk(user, url, query, names),
    } | frame(user, seen, url)


def _bulk(user: User, url: str, query: QueueQuery, fixed: tuple[str, ...]) -> dict[str, Any] | None:
    """What can be done with many cases of the list; None for who only looks."""
    acts = bar(user)
    if not acts:
        return None
    return {
        "url": navigation.address("many"),
        "acts": acts,
        "query": query.but().address(),
        "back": _at(url, query, fixed),
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
    return None if part in {"open", "snoozed", "due_before"} else ""


def _at(url: str, query: QueueQuery, fixed: tuple[str, ...], **more: str) -> str:
    told = QueryDict(mutable=True)
    told.update({name: value for name, value in (query.params() | more).items() if name not in fixed})
    return f"{url}?{told.urlencode()}" if told else url


def _hidden(query: QueueQuery, fixed: tuple[str, ...]) -> list[tuple[str, str]]:
    given = query.but().params()
    return [(name, value) for name, value in given.items() if name not in (*fixed, "sort")]


def _column(sort: str, current: str) -> dict[str, str]:
    """A press turns the order round; `sort` is what the next press asks for."""
    if current == sort:
        return {"sort": f"-{sort}", "direction": "ascending"}
    return {"sort": sort, "direction": "descending" if current == f"-{sort}" else ""}


def _pager(
    url: str, query: QueueQuery, fixed: tuple[str, ...], found: Any, total: Any
) -> dict[str, Any] | None:
    if found.next is None and query.cursor is None:
        return None
    ahead = _at(url, query.but(), fixed, cursor=found.next.encode()) if found.next else ""
    return {
        "shown": len(found.cases),
        "total": total,
        "next_url": ahead,
        "next_label": "Next page",
        "previous_url": _at(url, query.but(), fixed) if query.cursor else "",
        "previous_label": "First page",
    }


def _empty(user: User, url: str, query: QueueQuery, fixed: tuple[str, ...]) -> dict[str, str]:
    if not access.visible_kinds(user):
        return {
            "kind": "no_access",
            "title": "There is nothing here for your roles",
            "text": "They act in none of the kinds of cases. An administrator can give you one that does.",
        }
    if chips(query, fixed):
        return {"kind": "no_match", "url": url}
    told = {
        "kind": "nothing",
        "title": "Nothing here",
        "text": "No case waits here now. New ones come in by themselves.",
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
