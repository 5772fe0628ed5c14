"""Which armed timed steps would have another date under other values: what a change that moves them does.

A change says whether what is set keeps its date or moves. Whichever it says, people see beforehand how far
that is from what is armed now. What is due by the start of the change happens as it was set.
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
from cases.policies.spans import EVERYTHING, Span
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


def moved(
    kind: Kind,
    rules: Policy,
    most: int | None = None,
    start: datetime | None = None,
    span: Span = EVERYTHING,
) -> Iterator[Moved]:
    """The armed steps of the kind's cases, of at most `most` cases in `span`, oldest case first.

    `start` is when the values take effect; now, where it is not given.
    """
    armed = Deadline.objects.filter(span.holds, case__kind=kind.code, status=Deadline.Status.ARMED)
    keys = list(armed.order_by("case").values_list("case", flat=True).distinct()[:most])
    for begin in range(0, len(keys), BATCH):
        cases = list(kind.model.objects.filter(pk__in=keys[begin : begin + BATCH]).order_by("pk"))
        now = standing.read(kind, cases)
        kind.model.read_parts(cases)
        for case in cases:
            with clock.fixed_at(now):
                yield from _of_case(kind, case, now, rules, start or now)


def _of_case(kind: Kind, case: Any, now: datetime, rules: Policy, start: datetime) -> Iterator[Moved]:
    plan = planning.plan_of(Step(case, kind, "", None, "system", now, now, rules))
    for row in case.standing.deadlines:
        if row.status != Deadline.Status.ARMED or row.due_at <= start:
            continue
        planned = plan.get((row.kind, row.subject))
        anew = planned.due_at if planned else None
        if anew != row.due_at:
            label = ATTENTION_LABEL if row.kind == ATTENTION else kind.timer(row.kind).label
            yield Moved(case.reference, row.kind, label, row.subject, row.due_at, anew)
