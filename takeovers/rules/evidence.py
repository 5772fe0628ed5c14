"""What proves a step: counts that match, an order that mirrors, an end date that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cases.routing import Check
from cases.words import counted, plain_name
from cases.worktime import local_date
from takeovers.rules import steps
from takeovers.rules.facts import Company, Line
from takeovers.rules.labels import BILLINGS

Rows = Sequence[Mapping[str, Any]]


def custom_matches(company: Company, custom: Rows) -> Check:
    """Custom licences per plan are exactly those that users hold, over all billings (TO-A5)."""
    wanted = {plain_name(plan): (plan, n) for plan, n in steps.allocated_by_plan(company).items()}
    added: dict[str, tuple[str, int]] = {}
    for row in custom:
        key = plain_name(row["plan"])
        added[key] = (row["plan"], added.get(key, ("", 0))[1] + int(row["quantity"]))
    wrong = [
        f"Custom licences {have:,}; users hold {counted(need, 'licence')} of {plan}."
        for key in dict.fromkeys([*wanted, *added])
        for plan in [(wanted.get(key) or added[key])[0]]
        for need, have in [(wanted.get(key, ("", 0))[1], added.get(key, ("", 0))[1])]
        if need != have
    ]
    told = " ".join(wrong) or "Custom licences must match the users."
    return Check("TO_COUNT", not wrong, told, "Custom licences match the users.")


def order_matches(company: Company, ordered: Rows) -> Check:
    """What is ordered mirrors what was subscribed, per plan and billing (TO-A5)."""
    had = {(plain_name(p), b): (p, n) for (p, b), n in steps.subscribed_by_plan(company).items()}
    now: dict[tuple[str, str], tuple[str, int]] = {}
    for row in ordered:
        key = (plain_name(row["plan"]), str(row["billing"]))
        now[key] = (row["plan"], now.get(key, ("", 0))[1] + int(row["quantity"]))
    same = {k: n for k, (_, n) in had.items()} == {k: n for k, (_, n) in now.items() if n}
    return Check(
        "TO_COUNT",
        same,
        f"Before the move: {_told(had)}; ordered now: {_told(now)}.",
        "The order mirrors the licences before the move.",
        who=("new_partner",),
    )


def _told(rows: Mapping[tuple[str, str], tuple[str, int]]) -> str:
    said = [f"{n:,} {plan} ({BILLINGS.get(billing, billing)})" for (_, billing), (plan, n) in rows.items()]
    return ", ".join(said) or "nothing"


def end_date_kept(company: Company, new: Any, at: datetime, zone: str) -> Check:
    """Each prepaid line keeps its old end date; one that is over cannot be kept (TO-A7)."""
    over = steps.old_end_past(company, at, zone)
    if over:
        return _end_date(
            f"The old end date {over[0].end_date} of {over[0].plan} is past; leave this step out."
        )
    chosen = end_dates(company, new)
    wrong = [line for line in company.prepaid_lines if chosen.get(plain_name(line.plan)) != line.end_date]
    told = [_differs(line, chosen.get(plain_name(line.plan))) for line in wrong]
    return _end_date(" ".join(told))


def _end_date(told: str) -> Check:
    wrong = told or "The end date must stay as it was."
    return Check("TO_END_DATE", not told, wrong, "The end date stays as it was.")


def _differs(line: Line, new: date | None) -> str:
    return f"New end date {new or 'not given'} must be the old one {line.end_date} ({line.plan})."


def end_dates(company: Company, new: Any) -> dict[str, date]:
    """The new end date per plan: one date for all prepaid lines, or a row for each plan."""
    if isinstance(new, date):
        return {plain_name(line.plan): new for line in company.prepaid_lines}
    return {plain_name(row["plan"]): row["end_date"] for row in new or ()}


def day_of(instant: datetime, zone: str) -> date:
    """The date of an instant in the case's zone, for sentences."""
    return local_date(instant, zone)
