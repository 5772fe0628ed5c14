"""Several counts in one statement, each stopping at a limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from cases.statements import Statement, together, written


def counting(figures: Sequence[Sequence[QuerySet[Any]]], limit: int) -> Statement:
    """A statement of one row: how many rows the querysets of each figure have together.

    A queryset counts as at most `limit` + 1: counting on costs time and tells nobody more. Those of one
    figure must have no row in common.
    """
    columns, used = [], []
    for figure in figures:
        parts = [part for rows in figure if (part := written(_capped(rows, limit))) is not None]
        # The parts are the ORM's own SQL with its parameters kept apart.
        terms = [f"(SELECT count(*) FROM ({part.sql}) counted)" for part in parts]  # noqa: S608 - see above
        columns.append(" + ".join(terms) or "0")
        used += parts
    return together(f"SELECT {', '.join(columns)}", used)


def _capped(rows: QuerySet[Any], limit: int) -> QuerySet[Any]:
    return rows.order_by()[: limit + 1].values("pk")
