"""What a page of lists needs from the database, in as few statements as there can be.

Lines are read as tuples by statements that are written once: making objects of fifty cases and composing
their query takes several times as long as fetching them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from django.db.models import Value

from cases import access
from cases.access import Sight
from cases.filtering import conditions, for_marks, instants
from cases.models import HELD, User
from cases.paging import COLUMNS, Cursor, Page, page_of, stretches
from cases.queue import Count, QueueQuery, figures, surroundings
from cases.searching import FOUND, By
from cases.statements import Statement, together, written


class Line(NamedTuple):
    """A case as a line of a list: its own row, with the names of its account and owner."""

    id: int
    reference: str
    kind: str
    state: str
    team: str | None
    assignee_id: int | None
    assignee_name: str | None
    assignee_username: str | None
    account_name: str
    waiting_for: str
    detail: str
    amount_shown: Decimal | None
    currency_shown: str
    flags: list[str]
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None
    next_due_at: datetime | None
    next_due_kind: str
    snoozed_until: datetime | None
    snoozed_note: str
    state_since: datetime
    priority: str


FIELDS: Final = (
    "id", "reference", "kind", "state", "team", "assignee_id", "assignee__name", "assignee__username",
    "account__name", "waiting_for", "detail", "amount_shown", "currency_shown", "flags", "opened_at",
    "updated_at", "closed_at", "next_due_at", "next_due_kind", "snoozed_until", "snoozed_note",
    "state_since", "priority",
)  # fmt: skip

Wanted = tuple[tuple[int, QueueQuery, Cursor | None, By], ...]


@dataclass(frozen=True)
class Asked:
    """A list that a page shows: which one, and how many lines of it."""

    query: QueueQuery
    size: int


@dataclass(frozen=True)
class Glance:
    """What was found, all of it at `now`: a page per list asked for, a count per query."""

    now: datetime
    pages: list[Page[Line]]
    counts: Mapping[QueueQuery, Count]

    def count(self, query: QueueQuery) -> Count:
        """How many cases this query finds; it must have been asked for."""
        return self.counts[query.but(sort="due")]


def glance(user: User, lists: Sequence[Asked], counted: Sequence[QueueQuery]) -> Glance:
    """The lists, which must be in the same order, and the counts. Equal queries count once."""
    sight, now = surroundings(access.sight_of(user), user.asked_at)
    at = instants(now, user.time_zone)
    queries = list(dict.fromkeys(query.but(sort="due") for query in counted))
    found = dict(zip(queries, figures(sight, queries, at), strict=True)) if queries else {}
    return Glance(now, pages(sight, lists, at, found), found)


def pages(
    sight: Sight, lists: Sequence[Asked], at: Mapping[str, datetime], counts: Mapping[QueueQuery, Count]
) -> list[Page[Line]]:
    """A page of each list, in one statement; a second one where there is room for cases without a value.

    What is filtered is likely to be short, so both are asked for at once. `counts` are the figures that were
    counted already: they tell how a search is best read.
    """
    found: list[list[Line]] = [[] for _ in lists]
    asked = [one.query for one in lists]
    known = [counts.get(query.but(sort="due")) for query in asked]
    keys = list({one.keys for one in known if one and one.keys is not None})
    ways = [_way(one, told=len(keys) == 1) for one in known]
    marks = for_marks(at) | {FOUND: list(keys[0]) if len(keys) == 1 else []}
    both = any(map(_is_narrow, asked))
    for part in [slice(0, 2)] if both else [slice(0, 1), slice(1, 2)]:
        short = [place for place, one in enumerate(lists) if len(found[place]) <= one.size]
        wanted = tuple((place, asked[place], asked[place].cursor, ways[place]) for place in short)
        sizes = tuple(lists[place].size + 1 for place in short)
        statement = _lines(sight, wanted, sizes, (part.start, part.stop))
        for place, *row in statement.run(marks) if statement else ():
            found[place].append(Line._make(row))
    return [
        page_of(lines[: one.size + 1], one.query.order, one.size)
        for lines, one in zip(found, lists, strict=True)
    ]


def _way(count: Count | None, *, told: bool) -> By:
    """How to read a list whose cases were counted; `told` says that one set of numbers was found, no two."""
    if count is not None and count.keys is not None and told:
        return By.FOUND
    return By.ORDER if count is not None and count.often else By.INDEX


def _is_narrow(query: QueueQuery) -> bool:
    return query.but(sort="due", team="", open=None) != QueueQuery()


@lru_cache(maxsize=1000)
def _lines(sight: Sight, wanted: Wanted, sizes: tuple[int, ...], which: tuple[int, int]) -> Statement | None:
    """The statement of some stretches of each list, the list's place in front; None where nothing is left.

    The cursor stands beside its query because queries are equal whatever page of theirs is looked at.
    """
    parts, sort = [], "due"
    for (place, query, cursor, way), size in zip(wanted, sizes, strict=True):
        sort, has_due = query.order, bool(query.due or query.due_before)
        for seen in sight.parts():
            is_asked = conditions(query, sight.who, by=way, case=seen.case)
            rows = seen.rows.annotate(place=Value(place)).filter(is_asked)
            names = [name if name in HELD else f"{seen.case}{name}" for name in FIELDS]
            of_list = stretches(sort, cursor, seen.case, is_open=query.is_open)
            of_list = of_list[:1] if has_due and sort.endswith("due") else of_list  # they have a due time
            lines = [one.of(rows).values_list("place", *names) for one in of_list[slice(*which)]]
            parts += [written(found[:size]) for found in lines]
    found = [part for part in parts if part is not None]
    return _merged(found, sort) if found else None


def _merged(parts: Sequence[Statement], sort: str) -> Statement:
    if len(parts) == 1:
        return parts[0]
    key = FIELDS.index(COLUMNS[sort.removeprefix("-")].name) + 2
    turned = "DESC" if sort.startswith("-") else "ASC"
    union = " UNION ALL ".join(f"({part.sql})" for part in parts)
    order = f"1, {key} {turned} NULLS LAST, 2 {turned}"
    # The parts are the ORM's own SQL with its parameters kept apart.
    return together(f"SELECT * FROM ({union}) found ORDER BY {order}", parts)  # noqa: S608 - see above
