"""Which armed timed steps would have another date if they were set anew under other values.

They keep the date that they were set with; only facts move them. What a change does reach is every step that
is set from its start on, so people see beforehand how far that is from what is armed now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cases import clock, planning, standing
from cases.kinds import Kind
from cases.models import Deadline
from cases.planning import ATTENTION, ATTENTION_LABEL
from cases.routing import Policy
from cases.step import Step

BATCH: Final = 100


@dataclass(frozen=True)
class Moved:
    """One armed step, and when it would be due; `anew` is None where it would not be set at all."""

    reference: str
    kind: str
    label: str
    subject: str
    due_at: datetime
    anew: datetime | None


def moved(kind: Kind, rules: Policy, most: int | None = None) -> Iterator[Moved]:
    """The armed steps of the kind's cases, of at most `most` cases, oldest case first."""
    armed = Deadline.objects.filter(case__kind=kind.code, status=Deadline.Status.ARMED)
    keys = list(armed.order_by("case").values_list("case", flat=True).distinct()[:most])
    for start in range(0, len(keys), BATCH):
        cases = list(kind.model.objects.filter(pk__in=keys[start : start + BATCH]).order_by("pk"))
        now = standing.read(kind, cases)
        for case in cases:
            with clock.fixed_at(now):
                yield from _of_case(kind, case, now, rules)


def _of_case(kind: Kind, case: Any, now: datetime, rules: Policy) -> Iterator[Moved]:
    found = case.standing
    step = Step(case, kind, "", None, "system", now, now, found.book.in_force(now))
    before = {(p.kind, p.subject): p.due_at for p in planning.wanted(step, found.armed)}
    after = {(p.kind, p.subject): p.due_at for p in planning.wanted(step, found.armed, rules)}
    for row in found.deadlines:
        key = (row.kind, row.subject)
        if row.status == Deadline.Status.ARMED and key in before and before[key] != after.get(key):
            label = ATTENTION_LABEL if row.kind == ATTENTION else kind.timer(row.kind).label
            yield Moved(case.reference, row.kind, label, row.subject, row.due_at, after.get(key))
