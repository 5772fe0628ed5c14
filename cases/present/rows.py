"""Rows of a queue as plain data. They read the case's own row alone, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from cases import registry
from cases.models import Case, User
from cases.present.casepage import due_label
from cases.teams import team_label
from cases.wording import due_mark, initials

WITH_OTHERS = frozenset({"wait"})


def row(case: Case, reader: User, now: datetime) -> dict[str, Any]:
    """One row: what it is, when it is due, what it waits for, where it stands, with whom."""
    kind = registry.kind_of(case)
    state = kind.state(case.state)
    owner = case.assignee
    return {
        "reference": case.reference,
        "url": reverse("case", args=[case.reference]),
        "account": case.account.name,
        "due_at": case.next_due_at,
        "due_state": due_mark(case.next_due_at, now, ZoneInfo(reader.time_zone)).state,
        "due_label": due_label(case),
        "waiting_for": case.waiting_for,
        "detail": case.detail,
        "state_label": state.label,
        "state_shape": state.shape,
        "state_with": team_label(case.team) if case.team else "",
        "owner_name": "" if owner is None else ("You" if owner.pk == reader.pk else str(owner)),
        "owner_initials": initials(str(owner)) if owner else "",
        "amount": case.amount_shown,
        "currency": case.currency_shown,
        "flags": [kind.flags.get(flag, flag) for flag in case.flags],
        "closed": case.is_closed,
    }


def rows(cases: Iterable[Case], reader: User, now: datetime) -> list[dict[str, Any]]:
    """The rows of a page."""
    return [row(case, reader, now) for case in cases]
