"""Statements that the ORM has written once and that are run many times.

Composing a query takes the ORM longer than the database needs to answer it, and a page asks a dozen. What a
statement says does not change from request to request; only instants do, for which it holds marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, lru_cache
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

    def objects(self, model: type[M], *params: Any, joined: str = "") -> list[M]:
        """The rows as objects of the model whose columns they hold; `params` in the place of its own.

        `joined` names a foreign key that the queryset selected as well: its columns come last.
        """
        statement = self.sql
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            columns = tuple(column.name for column in cursor.description)
            rows = cursor.fetchall()
        if joined:
            return _with_joined(model, joined, columns, rows)
        reading = _reading(model, columns)
        return [reading.of(model, row) for row in rows]


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


def _with_joined(
    model: type[M], name: str, columns: tuple[str, ...], rows: Iterable[Sequence[Any]]
) -> list[M]:
    """Rows of a model and of one that it refers to, side by side: the objects, each with its other one."""
    other: Any = model._meta.get_field(name).related_model
    width = len(model._meta.concrete_fields)
    own, others = _reading(model, columns[:width]), _reading(other, columns[width:])
    key = columns[width:].index(other._meta.pk.column) + width
    found = []
    for row in rows:
        made = own.of(model, row[:width])
        setattr(made, name, None if row[key] is None else others.of(other, row[width:]))
        found.append(made)
    return found


def belonging(owner: Model, name: str, *order: str, joined: str = "") -> list[Any]:
    """What `owner` has under the name of a reverse relation, as its manager gives it, each row with `owner`.

    In the model's own order or in `order`; with a foreign key of the rows `joined`. What was prefetched is
    taken as it is.
    """
    there = getattr(owner, "_prefetched_objects_cache", {}).get(name)
    if there is not None:
        return list(there)
    model, back, statement = _belonging(type(owner), name, order, joined)
    rows = statement.objects(model, owner.pk, joined=joined)
    for row in rows:
        setattr(row, back, owner)
    return rows


@cache
def _belonging(
    of: type[Model], name: str, order: tuple[str, ...], joined: str
) -> tuple[type[Model], str, Statement]:
    relation: Any = of._meta.get_field(name)
    model, back = relation.related_model, relation.field.name
    rows = model._default_manager.filter(**{back: 0})
    rows = rows.order_by(*order) if order else rows
    statement = written(rows.select_related(joined) if joined else rows)
    assert statement is not None, "something can be found"
    return model, back, statement


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
