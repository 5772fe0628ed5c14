"""Keyset pagination: a page goes on after a row, not after a number, so nothing is doubled or skipped."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Self

from django.db.models import F, Q, QuerySet

from cases.models import Case


class CursorFault(ValueError):
    """The cursor was not given out by us."""


@dataclass(frozen=True)
class Column:
    """A column to sort by, and how its values are read back from a cursor."""

    name: str
    read: Callable[[str], Any]


COLUMNS: Final = {
    "due": Column("next_due_at", datetime.fromisoformat),
    "opened": Column("opened_at", datetime.fromisoformat),
    "updated": Column("updated_at", datetime.fromisoformat),
    "amount": Column("amount_shown", Decimal),
    "account": Column("account__name", str),
    "reference": Column("reference", str),
}
SORTS: Final = tuple(name for column in COLUMNS for name in (column, f"-{column}"))


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
            if sort not in SORTS or type(row) is not int or not 0 < row < 2**63:
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
class Page:
    """The cases of one page, and the cursor of the next; None on the last one."""

    cases: Sequence[Case]
    next: Cursor | None


def ordered(rows: QuerySet[Case], sort: str) -> QuerySet[Case]:
    """Sorted by a word of `SORTS`, rows without a value last in either direction, then by id."""
    column = F(COLUMNS[sort.removeprefix("-")].name)
    first = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    return rows.order_by(first, "id")


def after(rows: QuerySet[Case], cursor: Cursor) -> QuerySet[Case]:
    """Only what comes after the cursor's row in `ordered`'s order."""
    name = COLUMNS[cursor.sort.removeprefix("-")].name
    nothing = Q(**{f"{name}__isnull": True})
    if cursor.value is None:
        return rows.filter(nothing, id__gt=cursor.row)
    beyond = Q(**{f"{name}__{'lt' if cursor.sort.startswith('-') else 'gt'}": cursor.value})
    level = Q(**{name: cursor.value, "id__gt": cursor.row})
    return rows.filter(beyond | level | nothing)


def page_of(rows: QuerySet[Case], sort: str, size: int) -> Page:
    """The first `size` rows and where the next page begins."""
    found = list(rows[: size + 1])
    if len(found) <= size:
        return Page(found, None)
    return Page(found[:size], cursor_of(found[size - 1], sort))


def cursor_of(case: Case, sort: str) -> Cursor:
    """The cursor that stands on this case."""
    value: Any = case
    for part in COLUMNS[sort.removeprefix("-")].name.split("__"):
        value = getattr(value, part)
    return Cursor(sort, value, case.pk)
