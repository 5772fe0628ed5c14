"""Workbooks: nothing is run, nothing inflates, and values come as the sheet holds them."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from cases.exchange.reading import ReadingError, opened
from cases.exchange.report import Fault

NAMES = ("text", "number", "when", "yes")


def workbook(*rows: list[Any], sheets: tuple[str, ...] = ("Orders",)) -> bytes:
    """A workbook with these rows in its last sheet; the ones before are empty."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"default_date_format": "yyyy-mm-dd hh:mm"}) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return target.getvalue()


def read(raw: bytes, **how: str) -> list[dict[str, Any]]:
    """The rows by the names of their columns, faults among the values."""
    with opened(io.BytesIO(raw), name="orders.xlsx", **how) as source:
        names = [heading.name for heading in source.headings]
        return [{names[at]: one for at, one in {**row.cells, **row.faults}.items()} for row in source.rows()]


def refusal(raw: bytes, **how: str) -> str:
    """The code that reading it is refused with."""
    with pytest.raises(ReadingError) as caught:
        read(raw, **how)
    assert caught.value.advice
    return caught.value.code


def test_values_come_as_the_sheet_holds_them() -> None:
    when = datetime(2024, 2, 29, 16, 30)  # noqa: DTZ001 - a spreadsheet knows no zones
    rows = read(workbook(list(NAMES), ["a\rb '=1", 0.1, when, True], ["", 4990, None, False]))
    assert rows[0] == {"text": "a\rb '=1", "number": Decimal("0.1"), "when": when, "yes": True}
    assert rows[1] == {"number": Decimal(4990), "yes": False}


def test_numbers_keep_the_digits_they_are_shown_with() -> None:
    numbers = [0.1, 1234567.005, 999999999999.999, 4990.5, 0.3]
    rows = read(workbook(["number"], *([number] for number in numbers)))
    assert [str(row["number"]) for row in rows] == [str(number) for number in numbers]


def test_formulas_and_errors_are_no_values() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["a", "b"])
    sheet.append(["=1+1", "#DIV/0!"])
    raw = io.BytesIO()
    book.save(raw)
    row = read(raw.getvalue())[0]
    assert isinstance(row["a"], Fault)
    assert (row["a"].code, row["b"].code) == ("formula", "cell_error")


def test_the_first_sheet_or_the_named_one() -> None:
    raw = workbook(["a"], ["1"], sheets=("Notes", "Orders"))
    assert refusal(raw) == "empty"
    assert read(raw, sheet="Orders") == [{"a": "1"}]
    assert refusal(raw, sheet="None such") == "no_sheet"


def test_lines_are_those_of_the_sheet() -> None:
    raw = workbook(["a"], ["1"], [], [], ["2"])
    with opened(io.BytesIO(raw), name="x.xlsx") as source:
        assert [row.line for row in source.rows()] == [2, 5]
        assert [row.line for row in source.rows()] == [2, 5]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"PK\x03\x04 not a zip at all", "broken"),
        (b"a,b\n1,2\n", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "locked"),
        (workbook(["a"], ["1"])[:-200], "broken"),
        (b"", "empty"),
    ],
    ids=["no zip", "a csv", "a locked file", "cut short", "nothing"],
)
def test_what_is_no_workbook_is_refused(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


def packed(**members: bytes) -> bytes:
    """A workbook with members replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(["a"], ["1"]))) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, content in members.items():
            new.writestr(name, content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (packed(**{SHEET: b"<x>" + b" " * 30_000_000 + b"</x>"}), "inflates"),
        (packed(**{f"xl/part{n}.xml": b"<x/>" for n in range(600)}), "inflates"),
        (packed(**{"xl/vbaProject.bin": b"macro"}), "macros"),
        (packed(**{SHEET: b"<not closed"}), "broken"),
        (packed(**{SHEET: b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}), "broken"),
        (packed(**{"xl/workbook.xml": b"<workbook/>"}), "no_sheet"),
    ],
    ids=["a bomb", "many parts", "macros", "damaged", "entities", "no sheets"],
)
def test_workbooks_that_would_do_harm_are_refused(raw: bytes, code: str) -> None:
    assert refusal(raw) == code


def test_a_size_that_is_told_wrongly_helps_nobody() -> None:
    raw = bytearray(packed(**{SHEET: b"<x>" + b" " * 3_000_000 + b"</x>"}))
    told, small = struct.pack("<I", 3_000_007), struct.pack("<I", 100)
    assert told in raw
    assert refusal(bytes(raw.replace(told, small))) == "broken"


def test_a_far_row_number_does_not_keep_anybody_waiting() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="1000000000"><c r="A1000000000"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert refusal(packed(**{SHEET: sheet})) == "too_many_rows"
