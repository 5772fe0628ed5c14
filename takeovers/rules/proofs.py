"""What a step asks for, in words; the licences of a company in one line."""

from __future__ import annotations

from collections.abc import Iterable

from cases.words import counted, day_words, listed
from takeovers.rules import steps
from takeovers.rules.facts import Company, Line
from takeovers.rules.labels import BILLINGS


def asked(company: Company, number: int) -> str:
    """What will be asked for at a step that is open."""
    if number == 1:
        held = steps.allocated_by_plan(company).items()
        return sentence("As many as users hold: ", (f"{n:,} {plan}" for plan, n in held))
    if number == 4:
        had = steps.subscribed_by_plan(company).items()
        told = (f"{n:,} {plan} ({BILLINGS[billing]})" for (plan, billing), n in had)
        return sentence("As before: ", told)
    if number == 7:
        lines = company.prepaid_lines
        return sentence("It stays: ", (f"{_day(line)} for {line.plan}" for line in lines))
    return {
        2: "Proven by the number of users still on old licences: 0.",
        3: "Point of no return: afterwards nobody can withdraw.",
        5: "Proven by the number of users still on custom licences: 0.",
        6: "They never end by themselves.",
    }[number]


def _day(line: Line) -> str:
    return day_words(line.end_date) if line.end_date else "no date"


def licences(company: Company) -> str:
    """The licences of a company in one line."""
    if not company.lines:
        return "no licences"
    subscribed = sum(line.subscribed for line in company.lines)
    used = sum(line.allocated for line in company.lines)
    ahead = sorted({line.end_date for line in company.prepaid_lines if line.end_date})
    paid = f", prepaid to {listed(day_words(day) for day in ahead)}" if ahead else ", monthly"
    return f"{counted(subscribed, 'licence')}, {used:,} in use{paid}"


def sentence(start: str, words: Iterable[str], end: str = "") -> str:
    """The words as a list in a sentence; "" where there are none."""
    told = listed(words)
    return f"{start}{told}.{end}" if told else ""
