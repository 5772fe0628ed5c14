"""Several counts in one statement, each stopping at a limit.

An index of words answers with all cases that hold a word before the first of them can be counted. For a word
that every sixth case holds, that is most of what a page takes; so it is looked first how frequent it is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Final

from django.db.models import QuerySet

from cases.models import Case
from cases.statements import Statement, together, written

MOST_TALLIED: Final = 2000
# Of the newest LOOKED_AT cases OFTEN hold what is frequent; among the newest SCANNED, a limit of it is found.
LOOKED_AT: Final = 300
OFTEN: Final = 9
SCANNED: Final = 40_000
TALLY: Final = (
    "(SELECT jsonb_object_agg(array_to_string(flags, ','), number) FROM"
    " (SELECT flags, count(*) AS number FROM ({}) flagged GROUP BY flags) tally)"
)


TABLE: Final = f'FROM "{Case._meta.db_table}"'
NEWEST: Final = f'FROM (SELECT * {TABLE} ORDER BY "id" DESC LIMIT {{}}) "{Case._meta.db_table}"'
FREQUENT: Final = (
    "CASE WHEN CASE WHEN (SELECT count(*) FROM ({}) seen) >= {} THEN (SELECT count(*) FROM ({}) found) > {}"
    " ELSE FALSE END THEN {} ELSE (SELECT count(*) FROM ({}) counted) END"
)


def counting(
    figures: Sequence[Sequence[QuerySet[Case]]],
    tallies: Sequence[Sequence[QuerySet[Case]]],
    limit: int,
    searched: Collection[int] = (),
) -> Statement:
    """A statement of one row: for each figure how many rows its querysets have together, then the tallies.

    A queryset counts as at most `limit` + 1: counting on costs time and tells nobody more. Those of one
    figure must have no row in common. `searched` are the places of figures that look for words; such a
    queryset counts as `limit` + 2 where it is frequent. A tally is JSON: of the first MOST_TALLIED + 1 rows,
    how many carry each flag, and under "" how many there are; one pass, however many flags there are.
    """
    columns, used = [], list[Statement]()
    # The parts are the ORM's own SQL with its parameters kept apart.
    for place, figure in enumerate(figures):
        parts = _written(figure, "pk", limit)
        terms = [_searched(part, limit) if place in searched else _counted(part) for part in parts]
        columns.append(" + ".join(term.sql for term in terms) or "0")
        used += terms
    for tally in tallies:
        parts = _written(tally, "flags", MOST_TALLIED)
        union = " UNION ALL ".join(f"({part.sql})" for part in parts)
        columns.append(TALLY.format(union) if parts else "NULL")
        used += parts
    return together(f"SELECT {', '.join(columns)}", used)


def _counted(part: Statement) -> Statement:
    return Statement(f"(SELECT count(*) FROM ({part.sql}) counted)", part.params)  # noqa: S608 - see above


def _searched(part: Statement, limit: int) -> Statement:
    """The count where words are looked for: frequent ones are found by passing over the newest cases.

    The shorter way is believed only above the limit, where all that is told is that there are more.
    """
    few, many = (part.sql.replace(TABLE, NEWEST.format(rows), 1) for rows in (LOOKED_AT, SCANNED))
    text = FREQUENT.format(few, OFTEN, many, limit, limit + 2, part.sql)
    return together(text, [part, part, part])


def tallied(text: str | None, flag: str, limit: int) -> int | None:
    """How many rows carry the flag, by a tally; None where it did not come to see them all."""
    tally: dict[str, int] = json.loads(text) if text else {}
    number = sum(times for flags, times in tally.items() if flag in flags.split(","))
    return number if number > limit or sum(tally.values()) <= MOST_TALLIED else None


def _written(figure: Sequence[QuerySet[Case]], field: str, limit: int) -> list[Statement]:
    capped = (rows.order_by()[: limit + 1].values(field) for rows in figure)
    return [part for rows in capped if (part := written(rows)) is not None]
