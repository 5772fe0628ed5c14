"""What the timed steps do when they fire: they remind, and nothing else (CX-A6)."""

from __future__ import annotations

from cancellations.actions import writing
from cancellations.rules.table import match
from cases.step import Step


def missing_info(step: Step) -> None:
    """The rep has not answered."""
    step.case.reminded_at = step.now
    writing.ask(step, reminder=True)


def stale_step(step: Step) -> None:
    """Nobody has done the next step."""
    step.case.stale_at = step.now
    step.effect("stale_reminder")
    writing.remind_of_step(step, match(step.facts, step.policy).answer)
