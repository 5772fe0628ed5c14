"""A file as a table: its headings, and one row after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final, Protocol

from django.utils.translation import gettext_noop as _

from cases.exchange.report import Fault
from cases.marks import Filled
from cases.text import shown

# Limits of a file. They are told in the messages and in docs/import.md.
MOST_BYTES: Final = 20 * 2**20
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
LONGEST_CELL: Final = 32_767  # what a spreadsheet's cell holds

Value = str | Decimal | bool | datetime | date | time


class ReadingError(ValueError):
    """The file cannot be read: `code` says why in a word, `advice` what to do, `line` where (0: nowhere)."""

    def __init__(self, code: str, message: str, advice: str, line: int = 0) -> None:
        said = Filled(_("Line %(line)s: %(message)s"), {"line": str(line), "message": message})
        super().__init__(said if line else message)
        self.told = said if line else message
        self.code, self.message, self.advice, self.line = code, message, advice, line

    def fault(self) -> Fault:
        """The same as a line of the report."""
        return Fault(self.code, self.told, self.advice)


@dataclass(frozen=True)
class Heading:
    """A column of the file: its letter, as in a spreadsheet, and its name."""

    letter: str
    name: str

    def __str__(self) -> str:
        return f"{self.letter} {shown(self.name, 80)}"


@dataclass(frozen=True)
class Row:
    """One row: the filled cells by the number of their column (from 0), and cells that cannot be read."""

    line: int
    cells: Mapping[int, Value]
    faults: Mapping[int, Fault] = field(default_factory=dict)


class Source(Protocol):
    """An open file. `rows` begins anew each time it is called; empty rows are passed over."""

    name: str
    headings: tuple[Heading, ...]

    def rows(self) -> Iterator[Row]:
        """The rows below the headings; raises ReadingError where the file breaks."""
        ...


def letter_of(number: int) -> str:
    """The letter of a column, counted from 0: A … Z, AA …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def headings_of(names: list[str], line: int) -> tuple[Heading, ...]:
    """The headings of a file from its first row; raises ReadingError for none, too many, or one twice."""
    while names and not names[-1].strip():
        names.pop()
    if not names:
        raise ReadingError(
            "no_headings", _("The file has no headings."), _("Put the columns' names into row 1.")
        )
    if len(names) > MOST_COLUMNS:
        raise ReadingError("too_many_columns", *_too_many_columns(), line)
    headings = tuple(Heading(letter_of(at), " ".join(name.split())) for at, name in enumerate(names))
    seen: dict[str, Heading] = {}
    for heading in headings:
        if not heading.name:
            message = Filled(_("Column %(letter)s has no name."), {"letter": heading.letter})
            raise ReadingError("heading_empty", message, _("Name it, or take the column out."), line)
        first = seen.setdefault(heading.name.casefold(), heading)
        if first is not heading:
            message = Filled(
                _("Columns %(first)s and %(letter)s have the same name “%(name)s”."),
                {"first": first.letter, "letter": heading.letter, "name": shown(heading.name, 60)},
            )
            raise ReadingError("heading_twice", message, _("Rename or remove one of them."), line)
    return headings


def check_row(line: int, width: int, headings: tuple[Heading, ...], count: int) -> None:
    """Raises ReadingError for a row that is wider than the headings, or one too many."""
    if width > len(headings):
        message = Filled(
            _("The row has %(width)s cells, the headings %(headings)s."),
            {"width": str(width), "headings": str(len(headings))},
        )
        advice = _("Look for a separator inside a text: such a text needs quotes.")
        raise ReadingError("row_too_wide", message, advice, line)
    if count > MOST_ROWS:
        raise ReadingError("too_many_rows", *too_many_rows(), line)


def check_cell(line: int, heading: Heading, text: str) -> None:
    """Raises ReadingError for a text that no cell of a spreadsheet could hold."""
    if len(text) > LONGEST_CELL:
        message = Filled(
            _("Column %(letter)s holds %(number)s characters; a cell holds %(most)s."),
            {"letter": heading.letter, "number": f"{len(text):,}", "most": f"{LONGEST_CELL:,}"},
        )
        raise ReadingError(
            "cell_too_long", message, _("Shorten the text, or look for a missing quote."), line
        )


def too_many_rows() -> tuple[str, str]:
    """What is wrong and what to do."""
    said = Filled(_("The file has more than %(most)s rows."), {"most": f"{MOST_ROWS:,}"})
    return said, _("Split it into several files.")


def too_large() -> tuple[str, str]:
    """What is wrong and what to do."""
    said = Filled(_("The file is larger than %(most)s MB."), {"most": str(MOST_BYTES // 2**20)})
    return said, _("Split it into several files.")


def _too_many_columns() -> tuple[str, str]:
    said = Filled(_("The file has more than %(most)s columns."), {"most": str(MOST_COLUMNS)})
    return said, _("Leave out columns that are not needed.")
