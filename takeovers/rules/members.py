"""The members file of the platform, made from the licence lines of a company; and what its import reports.

The file is the platform's own: UTF-8, `;` between cells, comments behind `%`, as many separators in each row
as in the first one. It is no spreadsheet's, so nothing in it is defused; and it never holds a password.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cases.words import counted
from takeovers.rules.facts import Company
from takeovers.rules.labels import BILLINGS, STEPS

COLUMNS: Final = (
    "__action__", "loginEmail", "password", "title", "firstName", "lastName", "nickName", "businessPhone0",
    "mobilePhone0", "email0", "jobTitle", "country", "language", "timezone",
)  # fmt: skip
MARK: Final = ";"
COMMENT: Final = "% "
NUMBERS: Final = frozenset({2, 5})  # the steps that an import of members does
MOST_ROWS: Final = 10_000
ADVICE: Final = (
    "One row for each user. Fill in loginEmail, leave the other cells blank: a blank cell changes nothing.",
    "Give each user the licence named above its rows. Keep the number of separators. No passwords.",
    "Afterwards put the report of the import on this step; a failed row leaves its user where it was.",
)


def members_file(company: Company, number: int, reference: str) -> str:
    """The file for step 2 or 5 of a company; ValueError for a step that no import does."""
    if number not in NUMBERS:
        raise ValueError(f"step {number} is done without a members file")
    return "\r\n".join([MARK.join(COLUMNS), *_head(company, number, reference), *_rows(company, number), ""])


def _head(company: Company, number: int, reference: str) -> list[str]:
    told = f"{reference}, {company.name}. Step {number}: {STEPS[number].lower()}."
    return [_comment(told), *map(_comment, ADVICE)]


def _rows(company: Company, number: int) -> Iterator[str]:
    """A row for each user, under the licence that they hold; of those that are left, nobody knows which."""
    blank = MARK.join(["update", *[""] * (len(COLUMNS) - 1)])
    groups = [(f"{line.plan}, {BILLINGS[line.billing]}", line.allocated) for line in company.lines]
    left = company.step(number).left
    if left is not None:
        groups = [("Still to be moved after the last report", left)]
    room = MOST_ROWS
    for words, users in groups:
        if not users:
            continue
        yield _comment(f"{words}: {counted(users, 'user')}")
        yield from [blank] * min(users, room)
        room = max(0, room - users)
    total = sum(users for _, users in groups)
    if total > MOST_ROWS:
        more = f"{total - MOST_ROWS:,} further users"
        yield _comment(f"{more}: copy the last row as often, or use a second file.")


def _comment(words: str) -> str:
    """A line that the import passes over; one line, whatever a name holds."""
    return COMMENT + " ".join(words.split())


def users_left(company: Company, number: int) -> int:
    """How many users are still to be moved in a step before a further report."""
    left = company.step(number).left
    return sum(line.allocated for line in company.lines) if left is None else left
