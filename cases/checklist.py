"""Changing the steps of a checklist: what stands now, and the record that stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.models import ChecklistRecord, ChecklistStep
from cases.step import Step
from cases.timeline import plain

OPEN = ChecklistStep.Status.OPEN
DONE = ChecklistStep.Status.DONE
NOT_REQUIRED = ChecklistStep.Status.NOT_REQUIRED
SKIPPED = ChecklistStep.Status.SKIPPED
WHAT = ChecklistRecord.What


def fresh(step: Step, of: str, numbers: Mapping[int, str]) -> list[ChecklistStep]:
    """A new list: a step for each number, one with a reason is not required. Stored with the case."""
    rows = [
        ChecklistStep(
            case=step.case,
            of=of,
            number=number,
            status=NOT_REQUIRED if reason else OPEN,
            reason=reason,
        )
        for number, reason in numbers.items()
    ]
    step.keep(*rows)
    return rows


def complete(
    step: Step,
    row: ChecklistStep,
    evidence: Mapping[str, Any],
    *,
    left: int | None = None,
    on_behalf_of: str = "",
) -> None:
    """Proves a step; with something `left` it is a report, and the step stays open."""
    row.left = left
    row.status = OPEN if left else DONE
    _told(step, row, WHAT.PROGRESS if left else WHAT.DONE, evidence, "", on_behalf_of)


def skip(step: Step, row: ChecklistStep, reason: str) -> None:
    """Leaves a step out, for a reason."""
    row.status = SKIPPED
    _told(step, row, WHAT.SKIPPED, {}, reason, "")


def reopen(step: Step, row: ChecklistStep, reason: str) -> None:
    """Opens a step again; what was proven before stays on record."""
    row.status, row.left = OPEN, None
    _told(step, row, WHAT.REOPENED, {}, reason, "")


def _told(
    step: Step,
    row: ChecklistStep,
    what: ChecklistRecord.What,
    evidence: Mapping[str, Any],
    reason: str,
    on_behalf_of: str,
) -> None:
    proof: dict[str, Any] = {
        "evidence": plain(dict(evidence)),
        "reason": reason,
        "by": step.actor,
        "by_role": step.role,
        "on_behalf_of": on_behalf_of,
        "at": step.at,
        "recorded_at": step.now,
    }
    for name, value in proof.items():
        setattr(row, name, value)
    step.keep(row, ChecklistRecord(step=row, what=what, **proof))
