"""The deadlines a case should have, against those it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cases.models import Deadline
from cases.routing import Planned, Policy
from cases.step import Step
from cases.worktime import plus_hours

ATTENTION = "attention"
ATTENTION_LABEL = "Answer target"
SNOOZE_OVER = "snooze_over"
# A limit is kept when reached exactly: it fires at the first instant after it that the database can hold.
INSTANT = timedelta(microseconds=1)


def wanted(step: Step, armed: frozenset[str], rules: Policy | None = None) -> list[Planned]:
    """What the facts ask for now: the kind's timed steps and, in an open state, its attention.

    `rules` asks under another policy than the step's.
    """
    case, kind, rules = step.case, step.kind, rules or step.policy
    planned = list(kind.plan(kind.facts(case), rules, armed))
    state = kind.state(case.state)
    if not state.closed and case.attention_at is None:
        hours = rules[f"{state.code}.attention_hours"]
        planned.append(Planned(ATTENTION, plus_hours(case.state_since, hours), limit=True))
    if not state.closed and case.snoozed_until is not None:
        planned.append(Planned(SNOOZE_OVER, case.snoozed_until))
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

    A step that has fired at an instant, or was left out by a person, is not armed again for the same instant
    in the same generation.
    """
    case = step.case
    gone_by_facts = Deadline.Status.CANCELLED
    rows = [row for row in case.standing.deadlines if row.status != gone_by_facts or row.skipped]
    armed = {(row.kind, row.subject): row for row in rows if row.status == Deadline.Status.ARMED}
    done = {
        (r.kind, r.subject, r.due_at) for r in rows if r.status != "armed" and r.generation == case.generation
    }
    kinds = case.standing.armed
    plan = {(p.kind, p.subject): p for p in wanted(step, kinds) if (p.kind, p.subject, p.due_at) not in done}
    kept = {key: row for key, row in armed.items() if _still(row, plan.get(key), step, kinds)}
    gone = [row for key, row in armed.items() if key not in kept]
    for row in gone:
        row.status, row.settled_at, row.in_flight = Deadline.Status.CANCELLED, step.now, False
        row.reason = reason_for(row.kind, step)[:200]
    fresh = [p for key, p in plan.items() if key not in kept]
    _set_next_due(case, [*kept.values(), *fresh])
    return Replan(gone, fresh)


def still_wanted(row: Deadline, step: Step) -> bool:
    """Whether the facts ask for an armed deadline as they stand now."""
    kinds = step.case.standing.armed
    now = {(p.kind, p.subject): p for p in wanted(step, kinds)}
    return _still(row, now.get((row.kind, row.subject)), step, kinds)


def rows_of(changes: Replan, step: Step) -> list[Deadline]:
    """The rows of what is to be armed, now that the case's own row stands; not stored yet."""
    rows = [_row(planned, step) for planned in changes.arm]
    step.case.standing.deadlines += rows
    return rows


def _still(row: Deadline, planned: Planned | None, step: Step, armed: frozenset[str]) -> bool:
    """Same instant as planned now, or as planned under the policy it was armed under.

    An armed step keeps its due time when the policy changes; only facts move it.
    """
    if row.generation != step.case.generation:
        return False
    if planned is not None and row.due_at == planned.due_at:
        return True
    before = step.case.standing.book.in_force(row.armed_at, known_before=row.armed_at)
    if before.values == step.policy.values:
        return False
    asked = {(p.kind, p.subject, p.due_at) for p in wanted(step, armed, before)}
    return (row.kind, row.subject, row.due_at) in asked


def reason_for(timer: str, step: Step) -> str:
    """Why a timed step is no longer wanted, as a sentence."""
    if step.case.closed_at is not None:
        return "The case was closed."
    if timer == ATTENTION:
        return "The case moved on."
    if timer == SNOOZE_OVER:
        return "The case was woken."
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


def _set_next_due(case: Any, ahead: Sequence[Deadline | Planned]) -> None:
    """The earliest of what is ahead, and of an attention that has passed: so that overdue stays overdue.

    The end of a snooze is nothing that is due.
    """
    dues = [(one.due_at, one.kind) for one in ahead if one.kind != SNOOZE_OVER]
    if case.attention_at is not None and case.closed_at is None:
        dues.append((case.attention_at, ATTENTION))
    case.next_due_at, case.next_due_kind = min(dues) if dues else (None, "")
