"""Rows of a kind's own tables as they were at an instant: attached to a case in memory, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields as parts_of
from dataclasses import is_dataclass
from datetime import datetime
from typing import Any

from django.db import models

from cases.models import ChecklistRecord, ChecklistStep, TimelineEntry

Status, What = ChecklistStep.Status, ChecklistRecord.What
AFTER = {
    What.DONE: Status.DONE,
    What.PROGRESS: Status.OPEN,
    What.SKIPPED: Status.SKIPPED,
    What.REOPENED: Status.OPEN,
}
PROOF = ("evidence", "reason", "by_id", "by_role", "on_behalf_of", "at", "recorded_at")


def wind_back(case: Any, instant: datetime, entries: Sequence[TimelineEntry]) -> None:
    """Takes rows away that came later, and later stamps off the others. `entries` are all of the case's."""
    parts = getattr(case, "parts", None)
    if not is_dataclass(parts):
        return
    for part in parts_of(parts):
        setattr(parts, part.name, _then(getattr(parts, part.name), instant, entries))


def _then(value: Any, instant: datetime, entries: Sequence[TimelineEntry]) -> Any:
    if isinstance(value, dict):
        found = {key: _then(rows, instant, entries) for key, rows in value.items()}
        return {key: rows for key, rows in found.items() if rows}
    if isinstance(value, list) and value and all(isinstance(row, ChecklistStep) for row in value):
        return _steps(value, instant, entries)
    if isinstance(value, list):
        return [row for row in value if not isinstance(row, models.Model) or _was_there(row, instant)]
    return value


def _steps(
    rows: list[ChecklistStep], instant: datetime, entries: Sequence[TimelineEntry]
) -> list[ChecklistStep]:
    """A step list by what was done to its steps; none before the move of the case that made the list."""
    records = list(ChecklistRecord.objects.filter(step__in=rows).select_related("by").order_by("id"))
    first = min((row.recorded_at for row in records if row.recorded_at), default=None)
    moves = [row.recorded_at for row in entries if row.from_state != row.to_state]
    made = max((at for at in moves if first is None or at <= first), default=None)
    if made is not None and made > instant:
        return []
    for row in rows:
        _step(row, [one for one in records if one.step_id == row.pk], instant)
    return rows


def _step(row: ChecklistStep, records: Iterable[ChecklistRecord], instant: datetime) -> None:
    told = list(records)
    known = [one for one in told if one.recorded_at is not None and one.recorded_at <= instant]
    if len(known) == len(told):
        return
    row.left = None
    if not known:
        row.status, row.evidence, row.reason, row.by = Status.OPEN, {}, "", None
        row.by_role, row.on_behalf_of, row.at, row.recorded_at = "", "", None, None
        return
    row.status = AFTER[What(known[-1].what)]
    for name in PROOF:
        setattr(row, name, getattr(known[-1], name))


def _was_there(row: Any, instant: datetime) -> bool:
    """Whether the row was there; takes off what was stamped on it later, and what goes with the stamp."""
    columns = {field.name: field for field in row._meta.concrete_fields}
    for name, field in columns.items():
        value = getattr(row, field.attname)
        if not isinstance(field, models.DateTimeField) or value is None or value <= instant:
            continue
        if not field.null:
            return False
        setattr(row, name, None)
        _beside(row, name.removesuffix("_at"), columns)
    return True


def _beside(row: Any, stem: str, columns: dict[str, Any]) -> None:
    """What is known with a stamp: `billed` with `billed_at`, `expired_qty` with `expired_at`."""
    for name, field in columns.items():
        if name == stem and isinstance(field, models.BooleanField):
            setattr(row, name, False)
        elif name.startswith(f"{stem}_") and field.null:
            setattr(row, field.attname, None)
