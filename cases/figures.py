"""Several counts in one statement, each stopping at a limit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from django.db.models import QuerySet

from cases.statements import Statement, together, written

MOST_TALLIED: Final = 2000
TALLY: Final = (
    "(SELECT jsonb_object_agg(array_to_string(flags, ','), number) FROM"
    " (SELECT flags, count(*) AS number FROM ({}) flagged GROUP BY flags) tally)"
)


def counting(
    figures: Sequence[Sequence[QuerySet[Any]]], tallies: Sequence[Sequence[QuerySet[Any]]], limit: int
) -> Statement:
    """A statement of one row: for each figure how many rows its querysets have together, then the tallies.

    A queryset counts as at most `limit` + 1: counting on costs time and tells nobody more. Those of one
    figure must have no row in common. A tally is JSON: of the first MOST_TALLIED + 1 rows, how many carry
    each flag, and under "" how many there are; one pass, however many flags there are.
    """
    columns, used = [], list[Statement]()
    # The parts are the ORM's own SQL with its parameters kept apart.
    for figure in figures:
        parts = _written(figure, "pk", limit)
        terms = [f"(SELECT count(*) FROM ({part.sql}) counted)" for part in parts]  # noqa: S608 - see above
        columns.append(" + ".join(terms) or "0")
        used += parts
    for tally in tallies:
        parts = _written(tally, "flags", MOST_TALLIED)
        union = " UNION ALL ".join(f"({part.sql})" for part in parts)
        columns.append(TALLY.format(union) if parts else "NULL")
        used += parts
    return together(f"SELECT {', '.join(columns)}", used)


def tallied(text: str | None, flag: str, limit: int) -> int | None:
    """How many rows carry the flag, by a tally; None where it did not come to see them all."""
    tally: dict[str, int] = json.loads(text) if text else {}
    number = sum(times for flags, times in tally.items() if flag in flags.split(","))
    return number if number > limit or sum(tally.values()) <= MOST_TALLIED else None


def _written(figure: Sequence[QuerySet[Any]], field: str, limit: int) -> list[Statement]:
    capped = (rows.order_by()[: limit + 1].values(field) for rows in figure)
    return [part for rows in capped if (part := written(rows)) is not None]
