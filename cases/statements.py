"""Statements that the ORM has written once and that are run many times.

Composing a query takes the ORM longer than the database needs to answer it, and a page asks a dozen. What a
statement says does not change from request to request; only instants do, for which it holds marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Statement:
    """SQL with the places of its parameters, and the parameters."""

    sql: str
    params: tuple[Any, ...] = ()

    def run(self, marks: Mapping[Any, Any] | None = None) -> list[tuple[Any, ...]]:
        """The rows; `marks` says what stands for each mark."""
        params: Sequence[Any] = self.params
        if marks:
            params = [marks.get(p, p) if isinstance(p, datetime | str) else p for p in params]
        statement = self.sql
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def objects(self, model: type[M], *params: Any) -> list[M]:
        """The rows as objects of the model whose columns they hold; `params` in the place of its own."""
        return list(model._default_manager.raw(self.sql, params))


def mark(number: int) -> datetime:
    """An instant that stands for another one: none that a case could have."""
    return datetime(1, 1, 1, 0, 0, 0, number, tzinfo=UTC)


def written(rows: QuerySet[Any]) -> Statement | None:
    """The statement of a queryset; None where the ORM knows that it finds nothing."""
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return Statement(sql, tuple(params))


def together(text: str, parts: Iterable[Statement]) -> Statement:
    """One statement of several: `text` holds their SQL, in their order."""
    return Statement(text, tuple(param for part in parts for param in part.params))
