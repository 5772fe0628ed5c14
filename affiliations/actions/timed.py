"""What the timed steps do when they fire. Whether they may is asked again under the case's lock."""

from __future__ import annotations

from affiliations import letters
from affiliations.actions.shared import RESELLER_REP, remind, task
from cases.step import Step


def notice_nudge(step: Step) -> None:
    """The customer has not said yet that its reseller knows."""
    step.case.nudged_at = step.now
    step.effect("notice_reminder_sent")
    task(step, "notice_reminder", "Sales rep", letters.Customer(step.case.customer, step.case.reseller))


def billing_check(step: Step) -> None:
    """Something is still to be issued or billed: one reminder, however long nothing was looked at."""
    step.case.checked_at = step.now
    step.effect("billing_reminder_sent")
    about = letters.still_open(step)
    task(step, "billing_reminder", RESELLER_REP, about)
    remind(step, "billing_reminder", about)


def mail_retry(step: Step) -> None:
    """The letter came back: somebody else at the reseller has to be found."""
    step.effect("task_other_contact")
    about = letters.Returned(step.case.reseller, step.case.mail_to)
    task(step, "task_other_contact", RESELLER_REP, about)
