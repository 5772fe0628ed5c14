"""Correcting what was recorded: whom to write to, distributors, the wished month."""

from __future__ import annotations

from cases.step import Step
from takeovers.rules import parties

CORRECTABLE = (
    "current_vad", "new_vad", "subject_email", "current_email", "new_email", "requested_finish",
    "discount_ref",
)  # fmt: skip


def correct(step: Step) -> None:
    """Sets what was given; another wished month moves the month to finish in."""
    step.set_all(*CORRECTABLE)
    complete = parties.complete_at(step.facts, step.policy)
    if step.case.target_month and complete is not None:
        step.set("target_month", parties.month_for(complete, step.facts, step.policy))
