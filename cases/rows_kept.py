"""Rows of a long table that a page does not show: they travel with its form and come back as they were.

Nothing is stored for them, and nothing is believed: what comes back is read like rows that somebody typed.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Self

Row = dict[str, Any]
LINE: Final = "line"  # in a row of a file: where it stands there
MOST_BYTES: Final = 8 * 2**20  # unpacked; five thousand rows of long words take half of it
HIGHEST_LINE: Final = 10**7


class Line(int):
    """The number of a line in a file, where rows are counted by these."""


class Unread(str):
    """A cell of a file that cannot be read, such as a formula: `said` is why, and what to do."""

    __slots__ = ("said",)
    said: str

    def __new__(cls, said: str) -> Self:
        """An empty text that knows what was wrong."""
        made = super().__new__(cls, "")
        made.said = said
        return made


def number_of(row: Mapping[str, Any], position: int) -> int:
    """How a row is called: by its line in the file it came from, else by its position from 1."""
    line = row.get(LINE)
    return line if isinstance(line, Line) else position


def numbered(rows: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows with a line each: what has none comes after those that have one."""
    last = max((row[LINE] for row in rows if isinstance(row.get(LINE), Line)), default=0)
    given = []
    for row in rows:
        if not isinstance(row.get(LINE), Line):
            last += 1
        given.append(dict(row) | {LINE: row.get(LINE) if isinstance(row.get(LINE), Line) else Line(last)})
    return sorted(given, key=lambda row: row[LINE])


def packed(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> str:
    """The rows as one text for a hidden input; "" for none."""
    names = list(columns)
    cells = [[int(row[LINE]), *(_text(row.get(name)) for name in names)] for row in rows]
    if not cells:
        return ""
    raw = json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(zlib.compress(raw, 6)).decode()


def unpacked(text: str, columns: Iterable[str]) -> list[Row]:
    """The rows again; raises ValueError for a text that `packed` has not made."""
    names = list(columns)
    try:
        unzip = zlib.decompressobj()
        raw = unzip.decompress(base64.b64decode(text, validate=True), MOST_BYTES)
        cells = json.loads(raw.decode()) if not unzip.unconsumed_tail else None
    except (binascii.Error, zlib.error, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("no kept rows") from error
    if not isinstance(cells, list) or not all(_fits(row, len(names)) for row in cells):
        raise ValueError("no kept rows")
    return [{LINE: Line(line), **dict(zip(names, texts, strict=True))} for line, *texts in cells]


def line_of(text: Any) -> Line | None:
    """A line as a page sends it; None for anything else."""
    words = str(text)
    is_line = words.isascii() and words.isdecimal() and len(words) < 8 and int(words) > 0
    return Line(words) if is_line else None


def _fits(row: Any, columns: int) -> bool:
    if not isinstance(row, list) or len(row) != columns + 1 or type(row[0]) is not int:
        return False
    return 0 < row[0] <= HIGHEST_LINE and all(isinstance(cell, str) for cell in row[1:])


def _text(value: Any) -> str:
    return "" if value is None else str(value)
