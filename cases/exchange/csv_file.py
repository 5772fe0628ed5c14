"""CSV files: which encoding, which separator, and rows with their line numbers."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Final

from django.utils.translation import gettext_noop as _

from cases.exchange.cells import restored
from cases.exchange.table import (
    LONGEST_CELL,
    Heading,
    ReadingError,
    Row,
    check_cell,
    check_row,
    headings_of,
)
from cases.marks import Filled
from cases.text import shown

SEPARATORS: Final = (",", ";", "\t")
SAID: Final = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)
MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LONGEST_LINE: Final = 2**20
MOST_LINES_OF_A_ROW: Final = 2_000


class CsvFile:
    """An open CSV file; see `Source`."""

    def __init__(self, file: IO[bytes], name: str, encoding: str | None = None) -> None:
        self.name, self._file = name, file
        self._encoding = encoding_of(file, encoding)
        self._said = False  # whether a line before the headings says the separator
        self._separator = self._sniff()
        first = next(self._records(), None)
        if first is None:
            raise ReadingError("empty", _("The file is empty."), _("Choose a file with headings and rows."))
        self.headings: tuple[Heading, ...] = headings_of(first[1], first[0])

    def rows(self) -> Iterator[Row]:
        """The rows below the headings."""
        records = self._records()
        next(records)
        for count, (line, texts) in enumerate(records, 1):
            while texts and not texts[-1]:
                texts.pop()
            check_row(line, len(texts), self.headings, count)
            for at, text in enumerate(texts):
                check_cell(line, self.headings[at], text)
            yield Row(line, {at: restored(text) for at, text in enumerate(texts) if text})

    def _sniff(self) -> str:
        """The separator: as Excel's own first line says, else the one that splits the headings the most."""
        head = next((line for line in self._lines() if line.strip()), "")
        if told := SAID.fullmatch(head):
            self._said = True
            return told[1]
        parts = {one: len(next(csv.reader([head], delimiter=one), [])) for one in SEPARATORS}
        most = max(parts.values())
        found = [one for one in SEPARATORS if parts[one] == most]
        if most > 1 and len(found) > 1:
            message = _("The headings do not say which character separates the columns.")
            raise ReadingError("separator", message, _("Use the same one of , ; or tab throughout."), 1)
        return found[0]

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Each record that is not empty, with the line it begins in."""
        lines, begins = self._lines(), 1
        reader = csv.reader(lines, delimiter=self._separator, strict=True)
        if self._said:
            begins += next(number for number, line in enumerate(lines, 1) if line.strip())
        skipped = begins - 1
        try:
            for texts in reader:
                if any(text.strip() for text in texts):
                    yield begins, texts
                if skipped + reader.line_num - begins > MOST_LINES_OF_A_ROW:
                    raise _open_quote(begins)
                begins = skipped + reader.line_num + 1
        except csv.Error as error:
            if "unexpected end" in str(error) or "field larger" in str(error):
                raise _open_quote(begins) from error
            message = Filled(_("The line cannot be read as CSV (%(error)s)."), {"error": str(error)})
            advice = _("Put texts with quotes or separators into quotes, and double the quotes in them.")
            raise ReadingError("csv", message, advice, begins) from error

    def _lines(self) -> Iterator[str]:
        """The lines with their ends. Raises ReadingError for bytes that are no text."""
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, self._encoding, newline="")
        number = 0
        try:
            while line := text.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    most = {"most": f"{LONGEST_LINE:,}"}
                    too_long = Filled(_("The line is longer than %(most)s characters."), most)
                    raise ReadingError("line_too_long", too_long, _("Is this a CSV file?"), number)
                if "\0" in line:
                    message = _("The line holds the character NUL, which is no text.")
                    raise ReadingError("nul", message, _("Save the file anew as CSV UTF-8."), number)
                yield line
        except UnicodeError as error:
            raise self._not_text() from error
        finally:
            with suppress(ValueError):  # closed meanwhile
                text.detach()

    def _not_text(self) -> ReadingError:
        """The line is looked for in the whole file: a decoder reads ahead of the lines it gives."""
        self._file.seek(0)
        raw = self._file.read()
        line = raw[: _no_text_at(raw, self._encoding)].decode(self._encoding, "replace").count("\n") + 1
        encoding = {"encoding": self._encoding.upper().removesuffix("-SIG")}
        message = Filled(_("The file is not in %(encoding)s."), encoding)
        advice = _("Save it as CSV UTF-8, or say which encoding it has, for example cp1252.")
        return ReadingError("encoding", message, advice, line)


def _no_text_at(raw: bytes, encoding: str) -> int:
    """Where the first byte is that is no text."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return len(raw)


def encoding_of(file: IO[bytes], named: str | None) -> str:
    """The encoding: by the mark at the beginning of the file, else the named one, else UTF-8."""
    file.seek(0)
    start = file.read(4)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return encoding
    if named is None:
        return "utf-8"
    try:
        return codecs.lookup(named).name
    except LookupError as error:
        advice = _("Use a name such as utf-8 or cp1252.")
        message = Filled(_("There is no encoding “%(name)s”."), {"name": shown(named)})
        raise ReadingError("encoding", message, advice) from error


def _open_quote(line: int) -> ReadingError:
    message = Filled(
        _("A quote that opens here is not closed within %(most)s characters or the file."),
        {"most": f"{LONGEST_CELL:,}"},
    )
    return ReadingError("quote", message, _("Close it, or double it where it belongs to the text."), line)
