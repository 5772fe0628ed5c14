"""A file, or text pasted from a spreadsheet, as rows of a table of inputs, which `cases.rows_field` judges.

What cannot be read in a cell becomes a fault of that cell; what is wrong with the file ends the reading.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext

from cases.exchange.reading import opened
from cases.exchange.table import Heading, ReadingError, Source, Value
from cases.rows_kept import LINE, Line, Row, Unread
from cases.text import shown
from cases.wording import told

NAMED_LIKE: Final = 120


class SheetError(ValueError):
    """The file gives no rows: `told` are the sentences that say why and what to do."""

    def __init__(self, told: Sequence[str]) -> None:
        super().__init__(" ".join(told))
        self.told = list(told)


def rows_of_file(content: bytes, name: str, columns: Mapping[str, forms.Field], most: int) -> list[Row]:
    """The rows of a CSV or XLSX file, each with its line; raises SheetError."""
    try:
        with opened(io.BytesIO(content), name=name) as source:
            return _rows(source, columns, most)
    except ReadingError as error:
        raise SheetError([f"{told(error.told)} {told(error.advice)}"]) from error


def rows_of_text(text: str, columns: Mapping[str, forms.Field], most: int) -> list[Row]:
    """The rows of pasted text, with headings or in the order of the columns; raises SheetError."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    named = {folded(word) for mark in "\t;," for word in first.split(mark)}
    headed = bool(named & set(_names(columns)))
    mark = _separator(first)
    if not headed and first.count(mark) + 1 != len(columns):
        said = gettext(
            "The first row has %(cells)s cells. Give %(number)s: %(columns)s; "
            "or put the columns' names above."
        )
        places = {"cells": first.count(mark) + 1, "number": len(columns), "columns": ", ".join(columns)}
        raise SheetError([said % places])
    begin = "" if headed else mark.join(columns) + "\n"
    rows = rows_of_file((begin + text).encode(), "pasted.csv", columns, most)
    return rows if headed else [row | {LINE: Line(row[LINE] - 1)} for row in rows]


def _separator(line: str) -> str:
    return next((mark for mark in "\t;" if mark in line), ",")


def folded(name: str) -> str:
    """A heading as it is compared."""
    return " ".join(name.replace("_", " ").split()).casefold()


def _names(columns: Mapping[str, forms.Field]) -> dict[str, str]:
    """Each way a column may be called: by its code, or by its label."""
    found = {folded(str(field.label)): name for name, field in columns.items()}
    return found | {folded(name): name for name in columns}


def _rows(source: Source, columns: Mapping[str, forms.Field], most: int) -> list[Row]:
    places = _places(source.headings, columns)
    rows: list[Row] = []
    for row in source.rows():
        if len(rows) == most:
            said = gettext("The file has more than %(most)s rows. Split it into several.")
            raise SheetError([said % {"most": f"{most:,}"}])
        cells = {name: _text(row.cells[at], columns[name]) for at, name in places.items() if at in row.cells}
        for at, fault in row.faults.items():
            if at in places:
                cells[places[at]] = Unread(f"{told(fault.message)} {told(fault.advice)}")
        if any(isinstance(cell, Unread) or cell.strip() for cell in cells.values()):
            rows.append({LINE: Line(row.line), **cells})
    if not rows:
        raise SheetError([gettext("There is no row below the headings. Choose a file with rows.")])
    return rows


def _places(headings: Sequence[Heading], columns: Mapping[str, forms.Field]) -> dict[int, str]:
    """Which column each place of the file is; raises SheetError for unknown, missing and repeated ones."""
    known = _names(columns)
    places: dict[int, str] = {}
    found = []
    wanted = ", ".join(columns)
    for at, heading in enumerate(headings):
        name = known.get(folded(heading.name))
        if name is None:
            said = gettext(
                "Column %(letter)s, “%(name)s”, is not known here. "
                "Rename it to one of %(wanted)s, or take it out."
            )
            named = {"letter": heading.letter, "name": shown(heading.name, NAMED_LIKE), "wanted": wanted}
            found.append(said % named)
        elif name in places.values():
            said = gettext("Column %(letter)s is %(name)s once more. Keep one of them.")
            found.append(said % {"letter": heading.letter, "name": name})
        else:
            places[at] = name
    missing = [name for name, field in columns.items() if field.required and name not in places.values()]
    said = gettext("The column %(name)s is missing. Add it to the first row.")
    found += [said % {"name": name} for name in missing]
    if found:
        raise SheetError(found)
    return places


def _text(value: Value, field: forms.Field) -> str:
    """A cell as somebody would have typed it; a choice also by its words."""
    if isinstance(value, datetime):
        return value.date().isoformat() if isinstance(field, forms.DateField) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        whole = value == value.to_integral_value() and abs(value) < Decimal(10) ** 15
        return f"{value.quantize(Decimal(1)) if whole else value:f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _chosen(str(value), field)


def _chosen(text: str, field: forms.Field) -> str:
    """The code of a choice, where its words were written."""
    if not isinstance(field, forms.ChoiceField):
        return text
    words: Any = field.choices
    codes = {folded(str(word)): str(code) for code, word in words}
    codes |= {folded(str(code)): str(code) for code, _ in words}
    return codes.get(folded(text), text)
