"""Reports of a members import: what they say, and what none of them may say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from takeovers.rules.report import Report, ReportError, read_report

ROWS = [
    {"status": "succeeded", "action": "update", "userId": "5978", "failingLines": [], "line": 7},
    {"status": "failed", "action": "update", "failingLines": [9, {"line": 11}], "line": 9},
    {"status": "Failed", "action": "update", "line": "12"},
]


def details(**data: Any) -> bytes:
    """The details of an import as the platform answers them."""
    return json.dumps({"data": {"reqId": "94af", "status": "Terminated", **data}}).encode()


def test_json_with_rows_and_counters() -> None:
    report = read_report(details(report=ROWS, counters={"succeeded": 1, "failed": 2}, total=3))
    assert report == Report(1, 2, "94af", (9, 11, 12))
    assert report.told()["lines"] == [9, 11, 12]


def test_json_with_one_of_both() -> None:
    assert read_report(details(report=ROWS)) == Report(1, 2, "94af", (9, 11, 12))
    assert read_report(details(counters={"succeeded": 40, "failed": 0})) == Report(40, 0, "94af")
    only_failed = details(report=ROWS[1:2], counters={"succeeded": 40, "failed": 1})
    assert read_report(only_failed) == Report(40, 1, "94af", (9, 11))


@pytest.mark.parametrize(
    "text",
    [
        "% report\nline;status;action;userId\n7;succeeded;update;5978\n8;failed;update;\n",
        "\ufeffLine,Status\r\n7,OK\r\n\r\n8,error\r\n",
        "status\tline\nsuccess\t7\nko\t8",
    ],
)
def test_tables(text: str) -> None:
    assert read_report(text.encode()) == Report(1, 1, "", (8,))


def test_rows_that_say_nothing_known_are_named_by_line() -> None:
    text = "line;status\n2;succeeded\n3;maybe\n4;\n"
    with pytest.raises(ReportError) as caught:
        read_report(text.encode())
    assert caught.value.told == [
        "Line 3: the status “maybe” is not known. It is succeeded or failed.",
        "Line 4: the status “” is not known. It is succeeded or failed.",
    ]
    with pytest.raises(ReportError) as caught:
        read_report(("status\n" + "maybe\n" * 50).encode())
    assert len(caught.value.told) == 21
    assert caught.value.told[-1] == "30 more are not listed."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The report is empty."),
        (b"% only a comment\n", "The report is empty."),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (b"{", "no whole JSON"),
        (b"[" * 100_000, "no whole JSON"),
        (b"[1]", "no “data”"),
        (b'{"data": 5}', "no “data”"),
        (details(status="Pending"), "still running"),
        (details(), "neither “counters” nor rows"),
        (details(report={"a": 1}), "no list of rows"),
        (details(report=[1]), "no list of rows"),
        (details(counters=[]), "no counts"),
        (details(counters={"succeeded": "40", "failed": 0}), "“counters.succeeded” is “40”"),
        (details(counters={"succeeded": -1, "failed": 0}), "“counters.succeeded” is “-1”"),
        (details(counters={"succeeded": 10**12, "failed": 0}), "no count from 0 to 1,000,000"),
        (details(counters={"succeeded": 1.5, "failed": True}), "“counters.failed” is “True”"),
        (details(counters={"succeeded": 1}), "“counters.failed” is “None”"),
        (details(report=ROWS, counters={"succeeded": 0, "failed": 0}), "The counters do not fit"),
        (details(report=[{"status": ["failed"]}]), "Row 1 of “report”"),
        (b"__action__;loginEmail\nupdate;a@b.example\n", "not the members file"),
    ],
)  # fmt: skip
def test_what_is_no_report_says_why(content: bytes, words: str) -> None:
    with pytest.raises(ReportError) as caught:
        read_report(content)
    assert words in str(caught.value)


@pytest.mark.parametrize("named", [None, True, "x", [], [None, {"a": 1}], 10**9, "٣"])
def test_a_failed_row_without_a_line_is_counted_all_the_same(named: Any) -> None:
    report = read_report(details(report=[{"status": "failed", "line": named}]))
    assert (report.failed, report.lines) == (1, ())
