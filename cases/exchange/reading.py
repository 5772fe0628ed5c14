"""Opening a file: CSV or XLSX by its content, within the limits."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from django.utils.translation import gettext_noop as _

from cases.exchange.archive import ENCRYPTED, ZIP
from cases.exchange.csv_file import CsvFile
from cases.exchange.table import MOST_BYTES, ReadingError, Source, too_large
from cases.exchange.xlsx_file import XlsxFile
from cases.marks import Filled

ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx")

__all__ = ["ENDINGS", "ReadingError", "Source", "opened"]


@contextmanager
def opened(
    file: Path | IO[bytes], *, name: str = "", encoding: str | None = None, sheet: str | None = None
) -> Iterator[Source]:
    """The file as a table, open until the block ends. Raises ReadingError with what to do.

    `file` is a path or something open for reading bytes that can be rewound; `name` is what the report
    calls it. `encoding` is for CSV files without a mark at their beginning, `sheet` for workbooks.
    """
    if isinstance(file, Path):
        try:
            handle = file.open("rb")
        except OSError as error:
            advice = _("Check the name and whether it may be read.")
            places = {"name": file.name, "why": error.strerror or ""}
            message = Filled(_("%(name)s cannot be opened: %(why)s."), places)
            raise ReadingError("no_file", message, advice) from error
        with handle, opened(handle, name=name or file.name, encoding=encoding, sheet=sheet) as source:
            yield source
        return
    _check_name(name)
    _check_size(file)
    file.seek(0)
    start = file.read(8)
    if start.startswith(ZIP) or start == ENCRYPTED or name.lower().endswith(".xlsx"):
        book = XlsxFile(file, name, sheet)
        try:
            yield book
        finally:
            book.close()
    else:
        yield CsvFile(file, name, encoding)


def _check_name(name: str) -> None:
    ending = os.path.splitext(name)[1].lower()  # noqa: PTH122 - a name from outside, not a path of ours
    if ending and ending not in ENDINGS:
        message = Filled(_("Files ending in %(ending)s are not read."), {"ending": ending[:12]})
        raise ReadingError("file_kind", message, _("Save it as CSV (UTF-8) or XLSX."))


def _check_size(file: IO[bytes]) -> None:
    size = file.seek(0, os.SEEK_END)
    if size > MOST_BYTES:
        raise ReadingError("too_large", *too_large())
    if size == 0:
        raise ReadingError("empty", _("The file is empty."), _("Choose a file with headings and rows."))
