"""Cases as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from cases import registry
from cases.models import Case
from cases.money import format_amount
from cases.teams import team_label

# What spreadsheets take as the beginning of a formula, their full-width twins included.
DANGEROUS = tuple("=+-@\t\r\n\0＝＋－＠|%")
COLUMNS = (
    "reference",
    "kind",
    "state",
    "team",
    "account",
    "owner",
    "due_at",
    "waiting_for",
    "detail",
    "amount",
    "currency",
    "flags",
    "outcome",
    "opened_at",
    "updated_at",
    "closed_at",
)


class _Line:
    """Takes what the csv writer writes and hands it on."""

    def write(self, text: str) -> str:
        return text


def defused(value: Any) -> str:
    """A cell that no spreadsheet runs; numbers stay numbers, instants are UTC ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, (int, Decimal)):
        return str(value)
    text = str(value)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(DANGEROUS) else text


def lines(cases: Iterable[Case]) -> Iterator[str]:
    """The CSV of the cases, line by line, with a head."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(COLUMNS)
    for case in cases:
        yield writer.writerow([defused(value) for value in _cells(case)])


def _amount(case: Case) -> Decimal | None:
    """With the decimal places of its currency, as pages show it."""
    if case.amount_shown is None or not case.currency_shown:
        return case.amount_shown
    return Decimal(format_amount(case.amount_shown, case.currency_shown))


def _cells(case: Case) -> tuple[Any, ...]:
    kind = registry.kind_of(case)
    return (
        case.reference,
        kind.label,
        kind.state(case.state).label,
        team_label(case.team) if case.team else "",
        case.account.name,
        str(case.assignee) if case.assignee else "",
        case.next_due_at,
        case.waiting_for,
        case.detail,
        _amount(case),
        case.currency_shown,
        "; ".join(kind.flags.get(flag, flag) for flag in case.flags),
        kind.outcomes.get(case.outcome or "", case.outcome or ""),
        case.opened_at,
        case.updated_at,
        case.closed_at,
    )
