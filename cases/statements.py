"""Statements that the ORM has written once and that are run many times.

Composing a query takes the ORM longer than the database needs to answer it, and a page asks a dozen. What a
statement says does not change from request to request; only instants do, for which it holds marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
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
        statement = self.sql
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            reading = _reading(model, tuple(column.name for column in cursor.description))
            return [reading.of(model, row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class _Reading:
    """How rows become objects: which fields stand where, what else is kept, what has to be converted."""

    names: Sequence[str]
    places: Sequence[int]
    others: Sequence[tuple[str, int]]
    converted: Sequence[tuple[int, Callable[[Any], Any]]]

    def of(self, model: type[M], row: Sequence[Any]) -> M:
        """The object of a row, as the ORM makes it."""
        values = list(row)
        for place, convert in self.converted:
            values[place] = convert(values[place])
        made = model.from_db(connection.alias, self.names, [values[place] for place in self.places])
        for name, place in self.others:
            setattr(made, name, values[place])
        return made


@lru_cache(maxsize=500)
def _reading(model: type[Model], columns: tuple[str, ...]) -> _Reading:
    """Found out once: the ORM's `raw` finds it out at every call, which takes longer than the objects."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    here = [field for field in model._meta.concrete_fields if field.column in columns]
    return _Reading(
        [field.attname for field in here],
        [columns.index(field.column) for field in here],
        [(name, place) for place, name in enumerate(columns) if name not in fields],
        [
            (place, convert)
            for place, name in enumerate(columns)
            if name in fields and (convert := _converter(fields[name]))
        ],
    )


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """What the field makes of a value of the database; None where it takes it as it is."""
    column = field.get_col(field.model._meta.db_table)
    steps = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert


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
