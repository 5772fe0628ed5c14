"""The one typed query behind the queue page, the export, the API and every count: what is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final, Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet

from cases import access, clock
from cases.access import Part, Sight
from cases.figures import Counting, Rows, counting
from cases.filtering import MARKS, conditions, for_marks, instants
from cases.happened import refused
from cases.models import Case, Flagged, User
from cases.paging import Cursor, Page, after, order_of, ordered, page_of, stretches
from cases.queue_params import DUE, PARAMETERS, QueueFault, read, told
from cases.searching import By
from cases.statements import Statement, together, written

MOST_COUNTED: Final = 1000

__all__ = ["DUE", "PARAMETERS", "Count", "QueueFault", "QueueQuery"]


@dataclass(frozen=True)
class QueueQuery:
    """Which cases, in which order, from where on. Empty and None mean "any"."""

    kind: str = ""
    team: str = ""
    state: str = ""
    assignee: str = ""
    account: str = ""
    open: bool | None = None
    snoozed: bool | None = None
    waiting: bool | None = None
    due_before: datetime | None = None
    due: str = ""
    flag: str = ""
    q: str = ""
    opened_from: str = ""
    opened_to: str = ""
    closed_from: str = ""
    closed_to: str = ""
    closed_by: str = ""
    outcome: str = ""
    late: bool | None = None
    since_before: str = ""
    refused: str = ""
    refused_from: str = ""
    refused_in: str = ""
    sort: str = "due"
    cursor: Cursor | None = field(default=None, compare=False)

    @classmethod
    def parse(cls, params: Mapping[str, str]) -> Self:
        """Reads the parameters of an address; raises QueueFault naming the first that does not fit."""
        return cls(**read(params))

    @property
    def order(self) -> str:
        """The order it is read in: `sort`, but what was closed in some days is by that, newest first."""
        return order_of(self.sort, self.closed_from or self.closed_to)

    @property
    def is_open(self) -> bool:
        """Whether all that it finds is open: what is closed waits for nobody."""
        return self.open is True or self.waiting is True

    def but(self, **changes: Any) -> Self:
        """The same query with some parts changed, from its first page on."""
        asked = {"cursor": None, **changes}
        # Most are asked for what they are already, and copying two dozen parts takes longer than looking.
        is_changed = any(getattr(self, name) != value for name, value in asked.items())
        return replace(self, **asked) if is_changed else self

    def params(self) -> dict[str, str]:
        """The parameters that give this query again, without those left at their default."""
        asked = vars(self)
        return {
            name: told(asked[name]) for name, default in _DEFAULTS if asked[name] not in (default, "", None)
        }

    def address(self) -> str:
        """The parameters as the part of an address after the question mark."""
        return urlencode(self.params())


_DEFAULTS: Final = tuple((part.name, part.default) for part in fields(QueueQuery))


@dataclass(frozen=True)
class Count:
    """How many cases match: exact up to the limit, then "at least".

    Of a search also which cases they are, where the number is exact; `often`: words that many cases hold.
    """

    number: int
    exact: bool
    often: bool = field(default=False, compare=False)
    keys: tuple[int, ...] | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.number:,}" if self.exact else f"{self.number:,}+"


def find(user: User, query: QueueQuery) -> QuerySet[Case]:
    """The matching cases that this person may see, in order, from the cursor on."""
    rows = ordered(_matching(user, query), query.order)
    return after(rows, query.cursor) if query.cursor else rows


def page(user: User, query: QueueQuery, size: int = 50) -> Page[Case]:
    """One page of `find`, with the cursor of the next one."""
    rows, found = _matching(user, query), list[Case]()
    for stretch in stretches(query.order, query.cursor, is_open=query.is_open):
        found += stretch.of(rows)[: size + 1 - len(found)]
        if len(found) > size:
            break
    return page_of(found, query.order, size)


def count(user: User, query: QueueQuery, limit: int = MOST_COUNTED) -> Count:
    """How many match, all pages together; counting stops above `limit`."""
    return counts(user, [query], limit)[0]


def counts(user: User, queries: Sequence[QueueQuery], limit: int = MOST_COUNTED) -> list[Count]:
    """`count` of several queries in one statement and at one instant."""
    sight, now = surroundings(access.sight_of(user))
    return figures(sight, queries, instants(now, user.time_zone), limit)


def surroundings(sight: Sight, now: datetime | None = None) -> tuple[Sight, datetime]:
    """What is seen, narrowed to the kinds where there is something, and the present, in one statement.

    None where both are known: `now` is the instant that was read together with the person.
    """
    now = clock.now_or_none() or (now and now.astimezone(UTC))
    if sight.settled or not sight.unseen:
        return sight, now or clock.now()
    ((instant, *found),) = _looking(sight).run()
    unseen = tuple(kind for kind, there in zip(sight.unseen, found, strict=True) if there)
    return replace(sight, unseen=unseen, settled=True), now or instant.astimezone(UTC)


@lru_cache(maxsize=1000)
def _looking(sight: Sight) -> Statement:
    """The database's clock, and of which kinds there are cases seen for another reason than a role."""
    parts = [part for kind in sight.unseen if (part := written(replace(sight, unseen=(kind,)).others()))]
    columns = [f"EXISTS({part.sql})" for part in parts]
    # The parts are the ORM's own SQL with its parameters kept apart.
    return together(f"SELECT {', '.join(['statement_timestamp()', *columns])}", parts)


def figures(
    sight: Sight, queries: Sequence[QueueQuery], at: Mapping[str, datetime], limit: int = MOST_COUNTED
) -> list[Count]:
    """How many each query finds for who sees `sight`; `at` are the instants of now."""
    asked = tuple(query.but(sort="due") for query in queries)
    found = _counting(sight, asked, limit).run(for_marks(at))
    return [Count(min(one.number, limit), one.number <= limit, one.near, one.keys) for one in found]


@lru_cache(maxsize=1000)
def _counting(sight: Sight, queries: tuple[QueueQuery, ...], limit: int) -> Counting:
    return counting(
        [(_parts(sight, one), _parts(sight, one, By.LONGEST) if one.q else []) for one in queries], limit
    )


def _parts(sight: Sight, query: QueueQuery, by: By = By.INDEX) -> list[Rows]:
    """Sets of rows without a row in common that together are as many as the cases asked for."""
    alone = _nothing_but(query, "flag", "kind", "team")
    return [_rows(sight, query, one, by, flagged=bool(query.flag) and alone) for one in sight.parts()]


def _rows(sight: Sight, query: QueueQuery, seen: Part, by: By, *, flagged: bool) -> Rows:
    """The rows of one part; `flagged`: a flag is all that is asked of cases, and it has a table."""
    named = {name: value for name in ("flag", "kind", "team") if (value := getattr(query, name))}
    if flagged and seen.by_role:
        return Rows(Flagged.objects.filter(**named).filter(kind__in=sight.kinds))
    if flagged and seen.case:
        there = Flagged.objects.filter(**named).filter(case=OuterRef("case"), kind=OuterRef("kind"))
        return Rows(seen.rows.filter(Exists(there)))
    if (
        seen.by_role
        and query.refused
        and _nothing_but(query, "refused", "refused_from", "refused_in", "kind")
    ):
        of_kind = {"kind": query.kind} if query.kind else {}
        return Rows(refused(query).filter(kind__in=sight.kinds, **of_kind))
    rows = seen.rows.filter(conditions(query, sight.who, by=by, case=seen.case))
    in_order = conditions(query, sight.who, by=By.ORDER)
    return Rows(rows, (lambda number: seen.newest(number).filter(in_order)) if seen.case else None)


def _nothing_but(query: QueueQuery, *names: str) -> bool:
    """Whether it asks for nothing else; the order does not count."""
    return query.but(sort="due", **dict.fromkeys(names, "")) == QueueQuery()


def _matching(user: User, query: QueueQuery) -> QuerySet[Case]:
    at = instants(clock.now(), user.time_zone) if query.due else MARKS
    rows = access.visible_to(user).filter(conditions(query, user.pk, at))
    return rows.select_related("account", "assignee")
