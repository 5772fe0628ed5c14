"""Several counts in one statement, each stopping at a limit.

An index of words answers with all cases that hold a word before the first of them can be counted. For a word
that every sixth case holds, that is most of what a page takes; so it is looked first how frequent it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

Sets = Sequence[QuerySet[Any]]


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
        parts = _written(sets, limit)
        terms = [_searched(*pair, limit) for pair in zip(parts, _written(by_longest, limit), strict=False)]
        widths.append(len(terms))
        counted = [_counted(part) for part in parts] if not terms else []
        columns += [term.sql for term in terms] or [" + ".join(term.sql for term in counted) or "0"]
        used += terms or counted
    # The parts are the ORM's own SQL with its parameters kept apart.
    return Counting(together(f"SELECT {', '.join(columns)}", used), tuple(widths), limit)


def _counted(part: Statement) -> Statement:
    return Statement(f"(SELECT count(*) FROM ({part.sql}) counted)", part.params)  # noqa: S608 - see above


def _searched(part: Statement, by_longest: Statement, limit: int) -> Statement:
    """The rows where words are looked for: frequent ones are found by passing over the newest cases.

    The shorter way is believed only above the limit, where all that is told is that there are more.
    """
    few, many = (part.sql.replace(TABLE, NEWEST.format(rows), 1) for rows in (LOOKED_AT, SCANNED))
    text = SEARCHED.format(OFTEN, many, limit, SOME, by_longest.sql, part.sql, few)
    return together(text, [part, by_longest, part, part])


def _written(sets: Sets, limit: int) -> list[Statement]:
    capped = (rows.order_by()[: limit + 1].values("pk" if rows.model is Case else "case") for rows in sets)
    return [part for rows in capped if (part := written(rows)) is not None]
