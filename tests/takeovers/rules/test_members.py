"""The members file, in the platform's own format."""

from __future__ import annotations

from dataclasses import replace

import pytest

from takeovers.rules import Company, Line, StepFacts
from takeovers.rules.members import COLUMNS, MOST_ROWS, members_file, users_left

LINES = (
    Line("Enterprise", "monthly", 50, 42),
    Line("Business", "monthly", 5, 0),
    Line("=1+1", "monthly", 3, 2),
)
COMPANY = Company("Halden; 100 %\n% Freight", LINES)


def parts(text: str) -> tuple[list[str], list[str]]:
    """The rows and the comments of a file."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    return [one for one in lines if not one.startswith("%")], [one for one in lines if one.startswith("%")]


@pytest.mark.parametrize("number", [2, 5])
def test_a_row_for_each_user_with_as_many_separators_as_the_head(number: int) -> None:
    rows, comments = parts(members_file(COMPANY, number, "TO-2026-000007"))
    assert rows[0].split(";") == list(COLUMNS)
    assert {row.count(";") for row in rows} == {13}
    assert rows[1:] == ["update;;;;;;;;;;;;;"] * 44
    assert f"TO-2026-000007, Halden; 100 % % Freight. Step {number}:" in comments[0]
    assert "% Enterprise, monthly: 42 users" in comments
    assert "% =1+1, monthly: 2 users" in comments  # no spreadsheet reads it: nothing is defused
    assert not any("Business" in comment for comment in comments)


def test_after_a_report_only_those_who_are_left_are_asked_for() -> None:
    company = replace(COMPANY, steps=(StepFacts(2, left=12),))
    rows, comments = parts(members_file(company, 2, "TO-1"))
    assert len(rows) == 13
    assert "% Still to be moved after the last report: 12 users" in comments
    assert users_left(company, 2) == 12
    assert users_left(company, 5) == 44


def test_a_huge_company_gets_a_file_that_can_be_opened() -> None:
    lines = (Line("A", "monthly", 20_000, 9_999), Line("B", "monthly", 20_000, 20_000))
    rows, comments = parts(members_file(Company("Big", lines), 2, "TO-1"))
    assert len(rows) == MOST_ROWS + 1
    assert comments[-1].startswith("% 19,999 further users")


@pytest.mark.parametrize("number", [1, 3, 4, 6, 7, 0])
def test_other_steps_have_no_such_file(number: int) -> None:
    with pytest.raises(ValueError):
        members_file(COMPANY, number, "TO-1")
