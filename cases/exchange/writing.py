"""Tables as CSV and XLSX: written row by row, with no more in memory than a row.

A cell is None, a text, a whole number, a Decimal (shown with exactly the places it has) or an instant. Both
formats say the same: numbers are numbers, instants are UTC in ISO 8601, texts are never run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import IO, Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cases.exchange.cells import defused, is_dangerous

CSV: Final = "csv"
XLSX: Final = "xlsx"
FORMATS: Final = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The limits of the XLSX format itself.
MOST_ROWS: Final = 1_048_576
LONGEST_TEXT: Final = 32_767
MOST_DIGITS: Final = 15
CUT: Final = " … [cut here; the CSV has all {length:,} characters]"
OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Two characters that no XML can hold, not even escaped.
_NO_XML: Final = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})


class WritingFault(ValueError):
    """The table does not fit into the format; the sentence says what to do."""


@dataclass(frozen=True)
class Table:
    """A table to write. `whole` refuses what would have to be cut; else the cut is said in the cell."""

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    whole: bool = False
    widths: Sequence[int] = field(default_factory=tuple)


class _Line:
    """Takes what the csv writer writes and hands it on."""

    def write(self, text: str) -> str:
        return text


def plain(value: Any) -> str:
    """The value as a CSV cell."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return defused(str(value))


def instant(value: datetime) -> str:
    """UTC in ISO 8601, with parts of a second only where there are some."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def csv_lines(table: Table) -> Iterator[str]:
    """The CSV, line by line, with a mark by which spreadsheets know that it is UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow([plain(name) for name in table.head])
    for row in table.rows:
        yield writer.writerow([plain(value) for value in row])


def write_xlsx(table: Table, target: IO[bytes]) -> int:
    """Writes the workbook; answers how many rows. Raises WritingFault for more than the format holds."""
    with Workbook(target, OPTIONS) as book:
        sheet = _Sheet(book, table)
        return sheet.write_all()


class _Sheet:
    """The one sheet of a workbook."""

    def __init__(self, book: Workbook, table: Table) -> None:
        self.book, self.table = book, table
        self.sheet: Worksheet = book.add_worksheet(table.name[:31])
        self.strong = book.add_format({"bold": True})
        # What the spreadsheet itself sets for a typed apostrophe: the text stays text when it is edited.
        self.quoted = book.add_format()
        self.quoted.set_quote_prefix()
        self.numbers: dict[int, Format] = {}

    def write_all(self) -> int:
        for column, name in enumerate(self.table.head):
            width = self.table.widths[column] if column < len(self.table.widths) else 0
            self.sheet.set_column(column, column, width or min(max(len(name) + 2, 12), 40))
            self.sheet.write_string(0, column, name, self.strong)
        self.sheet.freeze_panes(1, 0)
        number = 0
        for number, row in enumerate(self.table.rows, start=1):
            if number >= MOST_ROWS:
                raise WritingFault(f"An XLSX file holds {MOST_ROWS - 1:,} rows. Take CSV, or fewer cases.")
            for column, value in enumerate(row):
                self._write(number, column, value)
        self.sheet.autofilter(0, 0, number, max(len(self.table.head) - 1, 0))
        return number

    def _write(self, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        number = _number(value)
        if number is not None:
            # As a Decimal: it is printed with its own digits, where a float may show a sixteenth.
            self.sheet.write_number(row, column, number, self._number_format(number))
            return
        text = instant(value) if isinstance(value, datetime) else str(value).translate(_NO_XML)
        text = self._fitting(text, row, column)
        self.sheet.write_string(row, column, text, self.quoted if is_dangerous(text) else None)

    def _fitting(self, text: str, row: int, column: int) -> str:
        """The text, cut at the format's limit with a mark that says so."""
        if _units(text) <= LONGEST_TEXT:
            return text
        if self.table.whole:
            raise WritingFault(
                f"Row {row + 1}, column {self.table.head[column]}: a cell of an XLSX file holds "
                f"{LONGEST_TEXT:,} characters, and this text has {len(text):,}. Take CSV."
            )
        mark = CUT.format(length=len(text))
        kept = text.encode("utf-16-le")[: 2 * (LONGEST_TEXT - len(mark))]
        return kept.decode("utf-16-le", "ignore") + mark

    def _number_format(self, number: Decimal) -> Format:
        places = -min(int(number.as_tuple().exponent), 0)
        if places not in self.numbers:
            self.numbers[places] = self.book.add_format(
                {"num_format": "0." + "0" * places if places else "0"}
            )
        return self.numbers[places]


def _units(text: str) -> int:
    """The length as the format counts it: in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _number(value: Any) -> Decimal | None:
    """A number that a spreadsheet keeps exactly; None for all else, which is written as text."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    number = Decimal(value)
    return number if number.is_finite() and len(number.as_tuple().digits) <= MOST_DIGITS else None
