"""The deadlines a case should have, against those it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_noop as _

from cases.models import Deadline
from cases.routing import Planned, Policy
from cases.step import Step
from cases.worktime import plus_hours

ATTENTION = "attention"
ATTENTION_LABEL = _("Answer target")
SNOOZE_OVER = "snooze_over"
REDATE = "redate_deadlines"
MOVED = "Policy version {} changed its date."
# A limit is kept when reached exactly: it fires at the first instant after it that the database can hold.
INSTANT = timedelta(microseconds=1)


def wanted(step: Step, armed: frozenset[str], rules: Policy | None = None) -> list[Planned]:
    """What the facts ask for now: the kind's timed steps and, in an open state, its attention.

    `rules` asks under another policy than the step's.
    """
    case, kind, rules = step.case, step.kind, rules or step.policy
    planned = list(kind.plan(step.facts, rules, armed))
    state = kind.state(case.state)
    if not state.closed and case.attention_at is None:
        hours = rules[f"{state.code}.attention_hours"]
        planned.append(Planned(ATTENTION, plus_hours(case.state_since, hours), limit=True))
    if not state.closed and case.snoozed_until is not None:
        planned.append(Planned(SNOOZE_OVER, case.snoozed_until))
    return planned


@dataclass(frozen=True)
class Replan:
    """What has to change among the deadlines of a case.

    `versions` are the numbers of the policy versions that move a step, by its kind and subject; what facts
    moved is not in it.
    """

    cancel: list[Deadline]
    arm: list[Planned]
    versions: Mapping[tuple[str, str], int] = field(default_factory=dict)

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
            | self._version(r)
            for r in self.cancel
        ]
        return gone + [
            {"kind": p.kind, "subject": p.subject, "due_at": p.due_at, "status": "armed"} for p in self.arm
        ]

    def _version(self, row: Deadline) -> dict[str, int]:
        number = self.versions.get((row.kind, row.subject))
        return {} if number is None else {"policy_version": number}


def plan_of(step: Step) -> dict[tuple[str, str], Planned]:
    """What should be armed under the step's policy, by kind and subject.

    A step that has fired at an instant, or was left out by a person, is not armed again for the same instant
    in the same generation.
    """
    case = step.case
    over = [
        row
        for row in case.standing.deadlines
        if row.skipped or row.status not in (Deadline.Status.CANCELLED, Deadline.Status.ARMED)
    ]
    done = {(row.kind, row.subject, row.due_at) for row in over if row.generation == case.generation}
    planned = wanted(step, case.standing.armed)
    return {(p.kind, p.subject): p for p in planned if (p.kind, p.subject, p.due_at) not in done}


def replan(step: Step, *, only_set: bool = False) -> Replan:
    """Compares what is wanted with what is armed, and sets the case's next due instant; writes nothing.

    With `only_set` nothing is armed that is not armed for another instant now.
    """
    case = step.case
    rows = [row for row in case.standing.deadlines if row.status == Deadline.Status.ARMED]
    armed = {(row.kind, row.subject): row for row in rows}
    kinds, plan = case.standing.armed, plan_of(step)
    kept = {key: row for key, row in armed.items() if _still(row, plan.get(key), step, kinds)}
    gone = [row for key, row in armed.items() if key not in kept]
    versions = _versions(gone, step, kinds)
    for row in gone:
        row.status, row.settled_at, row.in_flight = Deadline.Status.CANCELLED, step.now, False
        number = versions.get((row.kind, row.subject))
        row.reason = MOVED.format(number) if number else reason_for(row.kind, step)[:200]
    fresh = [p for key, p in plan.items() if key not in kept and (key in armed or not only_set)]
    _set_next_due(case, [*kept.values(), *fresh])
    return Replan(gone, fresh, versions)


def still_wanted(row: Deadline, step: Step) -> bool:
    """Whether the facts ask for an armed deadline as they stand now."""
    kinds = step.case.standing.armed
    now = {(p.kind, p.subject): p for p in wanted(step, kinds)}
    return _still(row, now.get((row.kind, row.subject)), step, kinds)


def moved_by(row: Deadline, step: Step) -> int | None:
    """The number of the policy version that gives an armed step another date, or none; else None.

    None as well where the facts have moved it already: then they are why.
    """
    kinds, plan = step.case.standing.armed, plan_of(step)
    if _still(row, plan.get((row.kind, row.subject)), step, kinds):
        return None
    return _moving_version(row, step, kinds)


def rows_of(changes: Replan, step: Step) -> list[Deadline]:
    """The rows of what is to be armed, now that the case's own row stands; not stored yet."""
    rows = [_row(planned, step) for planned in changes.arm]
    step.case.standing.deadlines += rows
    return rows


def _still(row: Deadline, planned: Planned | None, step: Step, armed: frozenset[str]) -> bool:
    """Same instant as planned now, or as planned under the policy that counts for it.

    An armed step keeps its due time when the policy changes, unless the change says that it moves what is
    set; else only facts move it.
    """
    if row.generation != step.case.generation:
        return False
    if planned is not None and row.due_at == planned.due_at:
        return True
    book = step.case.standing.book
    version = book.moving(row.armed_at, row.due_at, step.now)
    rules = book.in_force(version.effective_from) if version else _armed_under(row, step)
    return rules.values != step.policy.values and _asked_for(row, step, armed, rules)


def _armed_under(row: Deadline, step: Step) -> Policy:
    rules: Policy = step.case.standing.book.in_force(row.armed_at, known_before=row.armed_at)
    return rules


def _asked_for(row: Deadline, step: Step, armed: frozenset[str], rules: Policy) -> bool:
    asked = {(p.kind, p.subject, p.due_at) for p in wanted(step, armed, rules)}
    return (row.kind, row.subject, row.due_at) in asked


def _moving_version(row: Deadline, step: Step, armed: frozenset[str]) -> int | None:
    """The version because of which a step is no longer wanted as it is, while the facts still ask for it."""
    version = step.case.standing.book.moving(row.armed_at, row.due_at, step.now)
    same = row.generation == step.case.generation
    if version is None or not same or not _asked_for(row, step, armed, _armed_under(row, step)):
        return None
    return int(version.number)


def _versions(gone: Sequence[Deadline], step: Step, armed: frozenset[str]) -> dict[tuple[str, str], int]:
    """The policy versions that move steps which are no longer wanted as they are, by kind and subject."""
    found = {(row.kind, row.subject): _moving_version(row, step, armed) for row in gone}
    return {key: number for key, number in found.items() if number is not None}


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
