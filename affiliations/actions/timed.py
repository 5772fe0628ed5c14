"""What the timed steps do when they fire. Whether they may is asked again under the case's lock."""

from __future__ import annotations

from affiliations.actions.shared import RESELLER_REP, task
from cases.step import Step
from cases.words import listed


def notice_nudge(step: Step) -> None:
    """The customer has not said yet that its reseller knows."""
    step.case.nudged_at = step.now
    step.effect("notice_reminder_sent")
    task(
        step,
        "Sales rep",
        f"Does the reseller of {step.case.customer} know?",
        f"Ask {step.case.customer} whether it has told {step.case.reseller}, and record the answer.",
    )


def billing_check(step: Step) -> None:
    """Something is still to be issued or billed: one reminder, however long nothing was looked at."""
    step.case.checked_at = step.now
    step.effect("billing_reminder_sent")
    facts = step.facts
    lines = []
    if facts.pending:
        lines.append(f"Still pending: {listed(group.name for group in facts.pending)}.")
    if facts.unbilled:
        lines.append(f"Not billed yet: {listed(group.name for group in facts.unbilled)}.")
    task(step, RESELLER_REP, f"{step.case.customer} still waits for billing", "\n".join(lines))


def mail_retry(step: Step) -> None:
    """The letter came back: somebody else at the reseller has to be found."""
    step.effect("task_other_contact")
    task(
        step,
        RESELLER_REP,
        f"Find another contact at {step.case.reseller}",
        f"The letter to {step.case.mail_to} came back. Send it again to somebody else there.",
    )
