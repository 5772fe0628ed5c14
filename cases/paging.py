"""Keyset pagination: a page goes on after a row, not after a number, so nothing is doubled or skipped."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import attrgetter, or_
from typing import Any, Final, Generic, Self, TypeVar

from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.lookups import GreaterThan, LessThan

from cases.models import HELD, Case

Row = TypeVar("Row")


class CursorFault(ValueError):
    """The cursor was not given out by us."""


@dataclass(frozen=True)
class Column:
    """A column to sort by, and how its values are read back from a cursor."""

    name: str
    read: Callable[[str], Any]
    may_lack: bool = False


COLUMNS: Final = {
    "due": Column("next_due_at", datetime.fromisoformat, may_lack=True),
    "opened": Column("opened_at", datetime.fromisoformat),
    "updated": Column("updated_at", datetime.fromisoformat),
    "amount": Column("amount_shown", Decimal, may_lack=True),
    "account": Column("account__name", str),
    "reference": Column("reference", str),
    "closed": Column("closed_at", datetime.fromisoformat),
}
ORDERS: Final = tuple(name for column in COLUMNS for name in (column, f"-{column}"))
# What is closed has no due time: asked for by the days on which it was closed, it stands by these.
WHERE_CLOSED: Final = {"due": "-closed", "-due": "closed"}
SORTS: Final = tuple(name for name in ORDERS if name not in WHERE_CLOSED.values())
"""The orders that are asked for."""


@dataclass(frozen=True)
class Cursor:
    """The last row of a page: its value in the sorted column (None sorts last) and its id."""

    sort: str
    value: Any
    row: int

    def encode(self) -> str:
        """The cursor as an opaque word for an address."""
        value = self.value.isoformat() if isinstance(self.value, datetime) else self.value
        text = json.dumps([self.sort, None if value is None else str(value), self.row])
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, word: str) -> Self:
        """Reads the word; raises CursorFault for anything that `encode` does not write."""
        try:
            raw = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
            sort, value, row = json.loads(raw)
            if sort not in ORDERS or type(row) is not int or not 0 < row < 2**63:
                raise CursorFault("This cursor is not one of ours.")
            return cls(sort, None if value is None else _value(sort, value), row)
        except (ValueError, TypeError, RecursionError, InvalidOperation, binascii.Error) as error:
            raise CursorFault("This cursor is not one of ours.") from error


def _value(sort: str, text: Any) -> Any:
    if not isinstance(text, str) or not text.isprintable():
        raise CursorFault("This cursor is not one of ours.")
    value = COLUMNS[sort.removeprefix("-")].read(text)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise CursorFault("This cursor is not one of ours.")
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value.adjusted()) < 30):
        raise CursorFault("This cursor is not one of ours.")
    return value


@dataclass(frozen=True)
class Page(Generic[Row]):
    """The rows of one page, and the cursor of the next; None on the last one."""

    cases: Sequence[Row]
    next: Cursor | None


@dataclass(frozen=True)
class Stretch:
    """A part of a list that one index holds in its order: the condition that makes it, and the order."""

    where: Q | GreaterThan[Any] | LessThan[Any]
    order: tuple[str, ...]

    def of(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of this stretch, in order."""
        return rows.filter(self.where).order_by(*self.order)


def stretches(sort: str, cursor: Cursor | None, case: str = "", *, is_open: bool = False) -> list[Stretch]:
    """The list from the cursor on, as one or two stretches: rows with a value, then those without one.

    Together they are `ordered`; apart, either is read off an index from its place on, in both directions.
    `case` leads from the rows to their cases, for what they do not hold themselves. `is_open`: only open ones
    are asked for; of these those without a due time are few, and have an index of their own, by their number.
    """
    column, turned = COLUMNS[sort.removeprefix("-")], sort.startswith("-")
    column = column if column.name in HELD else replace(column, name=f"{case}{column.name}")
    minus, key = "-" if turned else "", f"{case}id"
    order = (f"{minus}{column.name}", f"{minus}{key}")
    empty = Q(**{f"{column.name}__isnull": True})
    found = []
    if cursor is None:
        found = [Stretch(~empty if column.may_lack else Q(), order)]
    elif cursor.value is not None:
        found = [Stretch(_beyond(column.name, key, cursor, turned), order)]
    if column.may_lack:
        further = Q((f"{key}__{'lt' if turned else 'gt'}", cursor.row)) if cursor and not found else Q()
        # In the whole order, though one value is all there is: it is by that that an index is known to fit.
        undated = is_open and not case and column.name == "next_due_at"
        found.append(Stretch(empty & further, order[1:] if undated else order))
    return found


def _beyond(column: str, key: str, cursor: Cursor, turned: bool) -> GreaterThan[Any] | LessThan[Any]:
    """Past the cursor's row, as one comparison of two pairs: an index begins right there."""
    here = Func(F(column), F(key), function="ROW", output_field=TextField())
    there = Func(Value(cursor.value), Value(cursor.row), function="ROW", output_field=TextField())
    return (LessThan if turned else GreaterThan)(here, there)


def order_of(sort: str, closed_in: str) -> str:
    """The order that a list is read in when sorted by `sort`; `closed_in` are days on which it was closed."""
    return WHERE_CLOSED.get(sort, sort) if closed_in else sort


def ordered(rows: QuerySet[Case], sort: str) -> QuerySet[Case]:
    """Sorted by a word of `ORDERS`, then by id in the same direction; rows without a value last in either."""
    column, turned = F(COLUMNS[sort.removeprefix("-")].name), sort.startswith("-")
    if turned:
        return rows.order_by(column.desc(nulls_last=True), "-id")
    return rows.order_by(column.asc(nulls_last=True), "id")


def after(rows: QuerySet[Case], cursor: Cursor) -> QuerySet[Case]:
    """Only what comes after the cursor's row in `ordered`'s order."""
    parts = [Q(stretch.where) for stretch in stretches(cursor.sort, cursor)]
    return rows.filter(reduce(or_, parts))


def page_of(found: Sequence[Row], sort: str, size: int) -> Page[Row]:
    """A page of what was found, of which one row more than `size` was asked for."""
    if len(found) <= size:
        return Page(found, None)
    return Page(found[:size], cursor_of(found[size - 1], sort))


def cursor_of(row: Any, sort: str) -> Cursor:
    """The cursor that stands on this case, or on this line of a list."""
    name = COLUMNS[sort.removeprefix("-")].name
    value = attrgetter(name.replace("__", "_" if isinstance(row, tuple) else "."))(row)
    return Cursor(sort, value, row.id)
