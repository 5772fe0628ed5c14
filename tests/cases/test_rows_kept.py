"""Rows that travel with a page unseen: they come back as they were, and nothing else comes back."""

from __future__ import annotations

import base64
import json
import zlib

import pytest

from cases.rows_kept import LINE, Line, Unread, numbered, packed, unpacked

COLUMNS = ("plan", "count")


def test_rows_come_back_as_they_were() -> None:
    rows = [{LINE: Line(at), "plan": f"Plan {at} “ü; %\n", "count": str(at)} for at in range(2, 5002)]
    text = packed(rows, COLUMNS)
    assert unpacked(text, COLUMNS) == rows
    assert len(text) < 100_000


def test_what_could_not_be_read_travels_as_an_empty_cell() -> None:
    assert unpacked(packed([{LINE: Line(2), "plan": Unread("no"), "count": None}], COLUMNS), COLUMNS) == [
        {LINE: 2, "plan": "", "count": ""}
    ]
    assert packed([], COLUMNS) == ""


def zipped(value: object) -> str:
    """A value as the page would send it."""
    return base64.b64encode(zlib.compress(json.dumps(value).encode())).decode()


@pytest.mark.parametrize(
    "text",
    [
        "no base64",
        base64.b64encode(b"no zip").decode(),
        base64.b64encode(zlib.compress(b"no json")).decode(),
        base64.b64encode(zlib.compress(b"\xff\xfe")).decode(),
        zipped({"a": 1}),
        zipped([[2, "only one cell"]]),
        zipped([["2", "Business", "5"]]),
        zipped([[0, "Business", "5"]]),
        zipped([[10**9, "Business", "5"]]),
        zipped([[2, "Business", 5]]),
        base64.b64encode(zlib.compress(b" " * 9_000_000)).decode(),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        unpacked(text, COLUMNS)


def test_rows_without_a_line_come_after_those_that_have_one() -> None:
    rows = numbered([{"plan": "new"}, {LINE: Line(7), "plan": "b"}, {LINE: Line(3), "plan": "a"}])
    assert [(row[LINE], row["plan"]) for row in rows] == [(3, "a"), (7, "b"), (8, "new")]
