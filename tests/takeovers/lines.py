"""Files of licence lines for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

import xlsxwriter

HEAD = ("company", "plan", "billing", "subscribed", "allocated", "end_date")
# What is wrong in a cell, by its line: every sort of fault that people make.
WRONG: Mapping[int, tuple[str, str, str]] = {
    12: ("subscribed", "twenty", "subscribed: Enter a whole number. Write digits only, such as 25."),
    301: ("subscribed", "-3", "subscribed: Ensure this value is greater than or equal to 0."),
    302: ("allocated", "99999999999", "in use: Ensure this value is less than or equal to 1000000."),
    640: ("allocated", "26", "26 in use of 25 subscribed: no more can be in use."),
    641: ("allocated", "2.5", "in use: Enter a whole number."),
    999: ("allocated", "", "Fill in “In use”."),
    1400: ("plan", "", "Fill in “Plan”."),
    1401: ("billing", "weekly", "billing: Select a valid choice. weekly is not one of the available"),
    1777: ("end_date", "2027-09-30", "A monthly line has no end date. Correct the date or the billing."),
    2000: ("billing", "prepaid_1y", "A prepaid line needs its end date."),
    2501: ("end_date", "30.09.2027", "end date: Enter a valid date. Write it as 2027-09-30."),
    3333: ("plan", "Business\u202e", "plan: Remove the invisible character U+202E"),
    3334: ("subscribed", "1e3", "subscribed: Enter a whole number."),
    4000: ("allocated", "１２x", "in use: Enter a whole number."),
    4444: ("plan", "P" * 121, "plan: Ensure this value has at most 120 characters"),
    4800: ("plan", "Plan 7", "This repeats line 4799: the same company, plan, billing and end date."),
    5001: ("subscribed", "1,000", "subscribed: Enter a whole number."),
}


def rows(count: int, per_company: int = 10) -> list[list[str]]:
    """So many good rows, some lines to each company; the first one stands in line 2 of a file."""
    return [
        [f"Company {at // per_company}", f"Plan {at % per_company}", "monthly", "25", "20", ""]
        for at in range(count)
    ]


def with_faults(table: list[list[str]]) -> list[list[str]]:
    """The table with WRONG in it."""
    for line, (column, text, _) in WRONG.items():
        table[line - 2][HEAD.index(column)] = text
    return table


def as_csv(table: Sequence[Sequence[str]], mark: str = ",") -> bytes:
    """The table with its headings as CSV."""
    cell = {True: lambda text: f'"{text}"', False: lambda text: text}
    lines = [mark.join(cell[mark in text](text) for text in row) for row in (HEAD, *table)]
    return "\n".join(lines).encode()


def as_xlsx(table: Sequence[Sequence[object]]) -> bytes:
    """The table with its headings as a workbook; a text that begins with = is a formula."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at, row in enumerate((HEAD, *table)):
        for column, value in enumerate(row):
            if isinstance(value, (int, str)):
                sheet.write(at, column, value)
            elif isinstance(value, datetime):
                sheet.write_datetime(at, column, value.replace(tzinfo=None), day)
    book.close()
    return file.getvalue()
