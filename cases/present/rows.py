"""Rows of a queue as plain data. They read the case's own line alone, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from cases import registry
from cases.dated import dated
from cases.glance import Line
from cases.models import Case, User
from cases.navigation import of_case
from cases.teams import team_label
from cases.wording import initials

PRIORITIES: Final = {one.value: one.label for one in Case.Priority}


def row(line: Line, reader: User) -> dict[str, Any]:
    """One row: what it is, when it is due, what it waits for, where it stands, with whom."""
    kind = registry.get_kind(line.kind)
    state = kind.state(line.state)
    owner = line.assignee_name or line.assignee_username or ""
    return {
        "reference": line.reference,
        "url": of_case("case", line.reference),
        "account": line.account_name,
        "due_at": line.next_due_at,
        "waiting_for": line.waiting_for,
        "detail": dated(line.detail),
        "state_label": state.label,
        "state_shape": state.shape,
        "state_with": team_label(line.team) if line.team else "",
        "owner_name": owner,
        "is_own": line.assignee_id == reader.pk,
        "owner_initials": initials(owner) if owner else "",
        "amount": line.amount_shown,
        "snoozed_until": line.snoozed_until,
        "snoozed_note": line.snoozed_note,
        "currency": line.currency_shown,
        "opened_at": line.opened_at,
        "state_since": line.state_since,
        "priority": str(PRIORITIES[line.priority]),
        "kind": kind.label,
    }


def rows(lines: Iterable[Line], reader: User) -> list[dict[str, Any]]:
    """The rows of a page."""
    return [row(line, reader) for line in lines]
