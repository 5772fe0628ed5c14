"""Completing, going back, cancelling, and the check of the discount afterwards."""

from __future__ import annotations

from cases import checklist
from cases.step import Step
from takeovers.actions import letters


def complete(step: Step) -> None:
    """All three parties are told."""
    letters.completed(step)


def finish_reversal(step: Step) -> None:
    """Steps 1 and 2 of every company are open again."""
    for company, rows in step.case.parts.steps.items():
        for row in rows:
            if row.number in {1, 2} and row.status in {"done", "open"} and (row.at or row.left):
                checklist.reopen(step, row, f"{company}: back on the old licences.")
    if step.case.cancel_wanted:
        letters.cancelled(step)


def cancel(step: Step) -> None:
    """Ends the take-over; what was begun is undone first."""
    step.set("cancel_wanted", value=True)
    step.set("target_month", "")
    if step.case.state != "in_progress" or not step.facts.begun:
        letters.cancelled(step)


def confirm_discount(step: Step) -> None:
    """The discount is on the invoice."""
    step.set("discount_confirmed_at", step.at)
    step.set_all("discount_ref")
    step.effect("discount_confirmed")
