"""Several counts in one statement, each stopping at a limit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def count_all(querysets: Sequence[QuerySet[Any]], limit: int) -> list[int]:
    """How many rows each query has, at most `limit` + 1: counting on costs time and tells nobody more."""
    parts: list[str] = []
    params: list[Any] = []
    for rows in querysets:
        try:
            sql, given = rows.order_by()[: limit + 1].values("pk").query.sql_with_params()
        except EmptyResultSet:
            parts.append("(SELECT 0)")
            continue
        parts.append(f"(SELECT count(*) FROM ({sql}) counted)")  # noqa: S608 - see below
        params += given
    if not parts:
        return []
    # The parts are Django's own SQL with its parameters kept apart.
    statement = f"SELECT {', '.join(parts)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchone())
