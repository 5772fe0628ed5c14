"""Rows of a kind's own tables as they were at an instant: attached to a case in memory, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from dataclasses import fields as parts_of
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F

from cases.models import ChecklistRecord, ChecklistStep, TimelineEntry

Status, What = ChecklistStep.Status, ChecklistRecord.What
AFTER = {
    What.DONE: Status.DONE,
    What.PROGRESS: Status.OPEN,
    What.SKIPPED: Status.SKIPPED,
    What.REOPENED: Status.OPEN,
}
PROOF = ("evidence", "reason", "by_id", "by_role", "on_behalf_of", "at", "recorded_at")


@dataclass(frozen=True)
class Past:
    """What is known of an entry's instant: records by their step, those that were there, the case's moves.

    `moves` is empty where the entries tell themselves which lists came with them.
    """

    entry: TimelineEntry
    records: Mapping[int, Sequence[ChecklistRecord]]
    known: frozenset[int]
    moves: Sequence[datetime]

    @classmethod
    def of(
        cls, rows: Sequence[ChecklistRecord], entry: TimelineEntry, entries: Sequence[TimelineEntry]
    ) -> Self:
        """Of the records of all steps of a case, in their order."""
        by_step: dict[int, list[ChecklistRecord]] = {}
        for row in rows:
            by_step.setdefault(row.step_id, []).append(row)
        after = sum(_new(row, ChecklistRecord) for row in entries if row.seq > entry.seq)
        known = frozenset(one.pk for one in rows[: len(rows) - after] if _known(one, entry.recorded_at))
        told = any(_new(row, ChecklistStep) for row in entries)
        moves = [] if told else [row.recorded_at for row in entries if row.from_state != row.to_state]
        return cls(entry, by_step, known, moves)


def wind_back(
    case: Any, entry: TimelineEntry, entries: Sequence[TimelineEntry], later: Sequence[TimelineEntry]
) -> None:
    """Takes rows away that came after an entry, and puts back what the others held.

    `entries` are all of the case's, `later` those that it has to be wound back past now. Where entries do not
    tell it, rows and stamps of later instants are taken off.
    """
    parts = getattr(case, "parts", None)
    if not is_dataclass(parts):
        return
    held = [row for part in parts_of(parts) for row in _rows(getattr(parts, part.name))]
    gone = _put_back(held, later)
    past = Past.of(_records(case, held), entry, entries)
    for part in parts_of(parts):
        value = _without(getattr(parts, part.name), gone)
        setattr(parts, part.name, _then(value, past))
    wound_back = getattr(parts, "wound_back", None)
    if wound_back is not None:
        wound_back(case, entry.recorded_at)


def read_records(cases: Sequence[Any]) -> None:
    """Has the records of the steps of many cases at hand: one statement, and none for each of them later."""
    found: dict[int, list[ChecklistRecord]] = {case.pk: [] for case in cases}
    rows = ChecklistRecord.objects.filter(step__case__in=found).select_related("by")
    for row in rows.annotate(of_case=F("step__case")).order_by("id"):
        found[row.of_case].append(row)
    for case in cases:
        case.step_records = found[case.pk]


def _records(case: Any, held: Sequence[Any]) -> list[ChecklistRecord]:
    """The records of the steps that a case holds; read once for all instants it is wound back to."""
    steps = {row.pk for row in held if isinstance(row, ChecklistStep)}
    if not steps:
        return []
    if getattr(case, "step_records", None) is None:
        read_records([case])
    return [row for row in case.step_records if row.step_id in steps]


def _rows(value: Any) -> list[Any]:
    """Every row in a part, however it is arranged."""
    if isinstance(value, dict):
        return [row for rows in value.values() for row in _rows(rows)]
    return [row for row in value if isinstance(row, models.Model)] if isinstance(value, list) else []


def _without(value: Any, gone: set[int]) -> Any:
    if isinstance(value, dict):
        found = {key: _without(rows, gone) for key, rows in value.items()}
        return {key: rows for key, rows in found.items() if rows}
    return [row for row in value if id(row) not in gone] if isinstance(value, list) else value


def _put_back(rows: list[Any], later: Sequence[TimelineEntry]) -> set[int]:
    """Winds rows back by what the entries tell, newest first; answers which came with them."""
    tables: dict[str, list[Any]] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        tables.setdefault(row._meta.model_name, []).append(row)
    by_key = {f"{name} {row.pk}": row for name, found in tables.items() for row in found}
    gone: set[int] = set()
    for entry in reversed(later):
        told = entry.data.get("rows", {})
        for key, was in told.get("was", {}).items():
            row = by_key.get(key)
            columns = {field.attname: field for field in row._meta.concrete_fields} if row else {}
            for name, old in was.items():
                if name in columns:
                    setattr(row, name, columns[name].to_python(old))
        for name, number in told.get("new", {}).items():
            found = tables.get(name, [])
            gone |= {id(row) for row in found[-number:]}
            tables[name] = found[:-number]
    return gone


def _then(value: Any, past: Past) -> Any:
    if isinstance(value, dict):
        found = {key: _then(rows, past) for key, rows in value.items()}
        return {key: rows for key, rows in found.items() if rows}
    if isinstance(value, list) and value and all(isinstance(row, ChecklistStep) for row in value):
        return _steps(value, past)
    if isinstance(value, list):
        there = past.entry.recorded_at
        return [row for row in value if not isinstance(row, models.Model) or _was_there(row, there)]
    return value


def _steps(rows: list[ChecklistStep], past: Past) -> list[ChecklistStep]:
    """A step list by what was done to its steps; none before the move of the case that made the list."""
    records = [one for row in rows for one in past.records.get(row.pk, ())]
    first = min((one.recorded_at for one in records if one.recorded_at), default=None)
    made = max((at for at in past.moves if first is None or at <= first), default=None)
    if made is not None and made > past.entry.recorded_at:
        return []
    for row in rows:
        _step(row, past.records.get(row.pk, ()), past.known)
    return rows


def _new(entry: TimelineEntry, model: type[models.Model]) -> int:
    """How many rows of a table came with an entry."""
    return int(entry.data.get("rows", {}).get("new", {}).get(model._meta.model_name, 0))


def _known(record: ChecklistRecord, instant: datetime) -> bool:
    return record.recorded_at is not None and record.recorded_at <= instant


def _step(row: ChecklistStep, records: Iterable[ChecklistRecord], by_then: frozenset[int]) -> None:
    told = list(records)
    known = [one for one in told if one.pk in by_then]
    if len(known) == len(told):
        return
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
