"""Several counts in one statement, each stopping at a limit.

An index of words answers with all cases that hold a word before the first of them can be counted. For a word
that every sixth case holds, that is most of what a page takes; so it is looked first how frequent it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet

from cases.models import Case
from cases.statements import Statement, together, written

# Of the newest LOOKED_AT cases OFTEN hold what is frequent; among the newest SCANNED, a limit of it is found.
# Where SOME do, a list in any order meets it soon, and one part of it finds enough to compare.
LOOKED_AT: Final = 300
OFTEN: Final = 20
SOME: Final = 3
SCANNED: Final = 15_000
TABLE: Final = f'FROM "{Case._meta.db_table}"'
NEWEST: Final = f'FROM (SELECT * {TABLE} ORDER BY "id" DESC LIMIT {{}}) "{Case._meta.db_table}"'
SEARCHED: Final = (
    "(SELECT CASE WHEN CASE WHEN hits >= {} THEN (SELECT count(*) FROM ({}) found) > {} ELSE FALSE END"
    " THEN NULL WHEN hits >= {} THEN hits || ARRAY({}) ELSE hits || ARRAY({}) END"
    " FROM (SELECT count(*) AS hits FROM ({}) seen) looked)"
)


@dataclass(frozen=True)
class Rows:
    """A set of rows, each for one case; `newest` gives those of them among so many newest of its range.

    Without it the newest of all cases are looked at.
    """

    asked: QuerySet[Any]
    newest: Callable[[int], QuerySet[Any]] | None = None


Sets = Sequence[Rows]


@dataclass(frozen=True)
class Found:
    """What a figure came to, at most one above the limit.

    `keys` are the cases that a search found, where they are not above it. `near` says that they are so many
    that a list in any order meets them soon.
    """

    number: int
    keys: tuple[int, ...] | None = None
    near: bool = False


@dataclass(frozen=True)
class Counting:
    """A statement of one row; `searched` says of how many columns each figure is made, 0 for a number."""

    statement: Statement
    searched: tuple[int, ...]
    limit: int

    def run(self, marks: Mapping[Any, Any]) -> list[Found]:
        """The figures."""
        (row,) = self.statement.run(marks)
        columns = iter(row)
        return [
            _gathered(list(islice(columns, width)), self.limit) if width else Found(next(columns))
            for width in self.searched
        ]


def _gathered(arrays: list[list[int] | None], limit: int) -> Found:
    """A search of several parts: each tells how many of the newest cases it holds, then which at all."""
    told = [array for array in arrays if array is not None]
    keys = tuple(key for _, *keys in told for key in keys)
    if len(told) < len(arrays):
        return Found(limit + 1, near=True)
    if len(keys) > limit:
        return Found(limit + 1, near=sum(hits for hits, *_ in told) >= SOME)
    return Found(len(keys), keys)


def counting(figures: Sequence[tuple[Sets, Sets]], limit: int) -> Counting:
    """A statement of all figures: for each how many rows its sets have together.

    A set counts as at most `limit` + 1: counting on costs time and tells nobody more. Those of one figure
    must have no row in common. A figure that looks for words is given twice, by the index of words and by
    the longest of them; of its rows the statement tells which they are, NULL where they are frequent.
    """
    columns, used, widths = [], list[Statement](), []
    for sets, by_longest in figures:
        terms = [term for pair in zip(sets, by_longest, strict=False) if (term := _searched(*pair, limit))]
        widths.append(len(terms))
        parts = [] if by_longest else [_written(one, limit) for one in sets]
        counted = [_counted(part) for part in parts if part is not None]
        columns += [term.sql for term in terms] or [" + ".join(term.sql for term in counted) or "0"]
        used += terms or counted
    # The parts are the ORM's own SQL with its parameters kept apart.
    return Counting(together(f"SELECT {', '.join(columns)}", used), tuple(widths), limit)


def _counted(part: Statement) -> Statement:
    return Statement(f"(SELECT count(*) FROM ({part.sql}) counted)", part.params)  # noqa: S608 - see above


def _searched(rows: Rows, longest: Rows, limit: int) -> Statement | None:
    """The rows where words are looked for: frequent ones are found by passing over the newest cases.

    The shorter way is believed only above the limit, where all that is told is that there are more.
    """
    part, by_longest = _written(rows, limit), _written(longest, limit)
    if part is None or by_longest is None:
        return None
    few, many = (_among_newest(part, rows, number, limit) for number in (LOOKED_AT, SCANNED))
    text = SEARCHED.format(OFTEN, many.sql, limit, SOME, by_longest.sql, part.sql, few.sql)
    return together(text, [many, by_longest, part, few])


def _among_newest(part: Statement, rows: Rows, number: int, limit: int) -> Statement:
    """The same rows, but only those among so many newest."""
    found = _written(Rows(rows.newest(number)), limit) if rows.newest else None
    return found or Statement(part.sql.replace(TABLE, NEWEST.format(number), 1), part.params)


def _written(rows: Rows, limit: int) -> Statement | None:
    name = "pk" if rows.asked.model is Case else "case"
    return written(rows.asked.order_by()[: limit + 1].values(name))
