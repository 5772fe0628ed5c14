"""The deadlines a case should have, against those it has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases.models import Deadline
from cases.routing import Planned
from cases.step import Step
from cases.worktime import plus_hours

ATTENTION = "attention"
# A limit is kept when reached exactly: it fires at the first instant after it that the database can hold.
INSTANT = timedelta(microseconds=1)


def wanted(step: Step, armed: frozenset[str]) -> list[Planned]:
    """What the facts ask for now: the kind's timed steps and, in an open state, its attention."""
    case, kind = step.case, step.kind
    planned = list(kind.plan(kind.facts(case), step.policy, armed))
    state = kind.state(case.state)
    if not state.closed and case.attention_at is None:
        hours = step.policy[f"{state.code}.attention_hours"]
        planned.append(Planned(ATTENTION, plus_hours(case.state_since, hours), limit=True))
    return planned


@dataclass(frozen=True)
class Replan:
    """What has to change among the deadlines of a case."""

    cancel: list[Deadline]
    arm: list[Planned]

    def told(self) -> list[dict[str, Any]]:
        """The changes as the timeline tells them."""
        gone = [
            {
                "kind": r.kind,
                "subject": r.subject,
                "due_at": r.due_at,
                "status": "cancelled",
                "reason": r.reason,
            }
            for r in self.cancel
        ]
        return gone + [
            {"kind": p.kind, "subject": p.subject, "due_at": p.due_at, "status": "armed"} for p in self.arm
        ]


def replan(step: Step) -> Replan:
    """Compares what is wanted with what is armed, and sets the case's next due instant; writes nothing.

    A step that has fired at an instant is not armed again for the same instant in the same generation.
    """
    case = step.case
    rows = [] if case.pk is None else list(case.deadlines.exclude(status=Deadline.Status.CANCELLED))
    armed = {(row.kind, row.subject): row for row in rows if row.status == Deadline.Status.ARMED}
    done = {
        (r.kind, r.subject, r.due_at) for r in rows if r.status != "armed" and r.generation == case.generation
    }
    plan = {
        (p.kind, p.subject): p
        for p in wanted(step, frozenset(kind for kind, _ in armed))
        if (p.kind, p.subject, p.due_at) not in done
    }
    gone = [row for key, row in armed.items() if not _still(row, plan.get(key), case.generation)]
    for row in gone:
        row.status, row.settled_at, row.in_flight = Deadline.Status.CANCELLED, step.now, False
        row.reason = reason_for(row.kind, step)[:200]
    _set_next_due(case, plan)
    fresh = [p for key, p in plan.items() if key not in armed or not _still(armed[key], p, case.generation)]
    return Replan(gone, fresh)


def store(changes: Replan, step: Step) -> None:
    """Writes the changes; the case's row stands by now."""
    for row in changes.cancel:
        row.save(update_fields=["status", "settled_at", "reason", "in_flight"])
    if changes.arm:
        Deadline.objects.bulk_create([_row(planned, step) for planned in changes.arm])


def _still(row: Deadline, planned: Planned | None, generation: int) -> bool:
    return planned is not None and row.due_at == planned.due_at and row.generation == generation


def reason_for(timer: str, step: Step) -> str:
    """Why a timed step is no longer wanted, as a sentence."""
    if step.case.closed_at is not None:
        return "The case was closed."
    if timer == ATTENTION:
        return "The case moved on."
    return step.kind.cancel_reason(timer, step.facts)


def _row(planned: Planned, step: Step) -> Deadline:
    return Deadline(
        case_id=step.case.pk,
        kind=planned.kind,
        subject=planned.subject,
        generation=step.case.generation,
        limit=planned.limit,
        due_at=planned.due_at,
        next_attempt_at=planned.due_at + INSTANT if planned.limit else planned.due_at,
        armed_at=step.now,
    )


def _set_next_due(case: Any, plan: dict[tuple[str, str], Planned]) -> None:
    """The earliest of what is ahead, and of an attention that has passed: so that overdue stays overdue."""
    dues = [(planned.due_at, planned.kind) for planned in plan.values()]
    if case.attention_at is not None and case.closed_at is None:
        dues.append((case.attention_at, ATTENTION))
    case.next_due_at, case.next_due_kind = min(dues) if dues else (None, "")
