"""XLSX files: one sheet, cells as they are, nothing calculated."""

from __future__ import annotations

import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext_noop as _

from cases.exchange.archive import broken, check_archive
from cases.exchange.cells import unescaped
from cases.exchange.report import Fault
from cases.exchange.table import (
    MOST_COLUMNS,
    MOST_ROWS,
    Heading,
    ReadingError,
    Row,
    Value,
    check_cell,
    check_row,
    headings_of,
    letter_of,
    too_many_rows,
)
from cases.marks import Filled
from cases.text import shown

# What a damaged or made-up workbook makes the parser raise.
BROKEN: Final = (
    ParseError, DefusedXmlException, zipfile.BadZipFile, KeyError, IndexError, ValueError, TypeError,
    AttributeError, EOFError, OSError, OverflowError,
)  # fmt: skip
HALVES: Final = re.compile("[\ud800-\udfff]")  # an escape can name one, and no database takes it


class XlsxFile:
    """An open workbook; see `Source`."""

    def __init__(self, file: IO[bytes], name: str, sheet: str | None = None) -> None:
        self.name = name
        check_archive(file)
        file.seek(0)
        with _reading():
            if openpyxl.DEFUSEDXML is not True:
                raise RuntimeError("XLSX files are read with defusedxml only.")
            self._book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
            self._sheet = self._choose(sheet)
        first = next(self._filled(), None)
        if first is None:
            raise ReadingError("empty", _("The sheet is empty."), _("Choose a file with headings and rows."))
        line, cells = first
        self.headings: tuple[Heading, ...] = headings_of([_name(cell) for cell in cells], line)

    def close(self) -> None:
        """Lets go of the file."""
        self._book.close()

    def rows(self) -> Iterator[Row]:
        """The rows below the headings."""
        filled = self._filled()
        next(filled)
        for count, (line, cells) in enumerate(filled, 1):
            check_row(line, len(cells), self.headings, count)
            yield self._row(line, cells)

    def _choose(self, sheet: str | None) -> Any:
        names = [one.title for one in self._book.worksheets]
        if not names:
            raise ReadingError(
                "no_sheet", _("The file has no sheet."), _("Choose a file with headings and rows.")
            )
        if sheet is None:
            found = self._book.worksheets[0]
        elif sheet in names:
            found = self._book[sheet]
        else:
            listed = ", ".join(f"“{shown(name)}”" for name in names[:10])
            message = Filled(_("There is no sheet “%(name)s”."), {"name": shown(sheet)})
            raise ReadingError("no_sheet", message, Filled(_("Choose one of %(names)s."), {"names": listed}))
        found.reset_dimensions()  # what a file says about its own size may be wrong
        return found

    def _filled(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows that have a filled cell, with their numbers."""
        rows = self._sheet.iter_rows()
        line = 0
        while True:
            with _reading():
                cells = next(rows, None)
            if cells is None:
                return
            line += 1
            if line > 2 * MOST_ROWS:  # empty ones are counted as well: a far row number costs time, too
                raise ReadingError("too_many_rows", *too_many_rows(), line)
            used = [at for at, cell in enumerate(cells) if cell.value not in {None, ""}]
            if used:
                if used[-1] >= MOST_COLUMNS:
                    letter = {"letter": letter_of(used[-1])}
                    message = Filled(_("The row reaches to column %(letter)s."), letter)
                    raise ReadingError("row_too_wide", message, _("Take out what is not needed."), line)
                yield line, list(cells[: used[-1] + 1])

    def _row(self, line: int, cells: Sequence[Any]) -> Row:
        found: dict[int, Value] = {}
        faults: dict[int, Fault] = {}
        for at, cell in enumerate(cells):
            value = _value(cell)
            if isinstance(value, Fault):
                faults[at] = value
            elif value is not None:
                if isinstance(value, str):
                    check_cell(line, self.headings[at], value)
                found[at] = value
        return Row(line, found, faults)


def _value(cell: Any) -> Value | Fault | None:
    """The value of a cell. Numbers keep the digits that the spreadsheet shows at their longest."""
    value = cell.value
    if value in (None, ""):
        return None
    if cell.data_type == "f":
        advice = _("Copy the column and paste it as values.")
        return Fault("formula", _("The cell holds a formula, not a value."), advice)
    if cell.data_type == "e":
        message = Filled(_("The cell holds the error %(error)s."), {"error": shown(str(value), 20)})
        return Fault("cell_error", message, _("Correct it in the sheet."))
    if isinstance(value, str):
        text = unescaped(value)
        if HALVES.search(text):
            return Fault("cell_kind", _("The cell holds half a character."), _("Enter the text anew."))
        return text  # no apostrophe to take off: here a text is marked as one by its format
    if isinstance(value, (bool, datetime, date, time)):
        return value
    if isinstance(value, (int, float)):
        number = Decimal(repr(value))
        if number.is_finite():
            return number
    return Fault("cell_kind", _("The cell holds neither text, number nor date."), _("Write it as text."))


def _name(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value)[:400]


@contextmanager
def _reading() -> Iterator[None]:
    """Whatever a damaged workbook raises becomes one clear sentence; its warnings concern nobody."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except ReadingError:
        raise
    except BROKEN as error:
        raise broken() from error
