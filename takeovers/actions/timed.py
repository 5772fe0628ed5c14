"""What the timed steps do when they fire. Whether they may is asked again under the case's lock."""

from __future__ import annotations

from cases.step import Step
from cases.words import counted, listed
from takeovers.actions import letters
from takeovers.rules import parties, steps


def cutoff(step: Step) -> None:
    """Mid-month has passed without all agreements: nobody should expect the end of this month any more."""
    step.case.cutoff_told_at = step.now
    step.flag("cutoff_passed")
    step.effect("cutoff_told")
    lacking = listed([party.name for party in parties.missing(step.facts, step.policy, step.now)])
    letters.to_all(
        step,
        "cutoff_told",
        "The move will not be finished this month",
        f"Mid-month has passed and an agreement is still missing: {lacking}. "
        "Once it is there, the end of the following month can be reached.",
    )


def month_warning(step: Step) -> None:
    """The month ends soon: customer care gets the list of what is open."""
    step.effect("month_warning")
    letters.to_care(step, "month_warning", "The month to finish in ends soon", open_steps(step))


def month_missed(step: Step) -> None:
    """The month is over and the take-over is not finished."""
    step.case.month_missed_at = step.now
    step.flag("month_missed")
    step.effect("month_missed_escalated")
    letters.to_care(step, "month_missed", "The month to finish in is over", open_steps(step))


def custom_leftover(step: Step) -> None:
    """Custom licences never lapse by themselves."""
    company = step.said["deadline"]["subject"]
    step.effect("custom_leftover_reminder")
    text = f"{company} has had its new licences for a week; the custom ones are still there (step 6)."
    letters.to_care(step, "custom_leftover", f"Custom licences of {company} are left over", text)


def discount_check(step: Step) -> None:
    """The invoice of the 1st shows whether the discount was granted."""
    company = step.said["deadline"]["subject"]
    step.effect("task_check_discount")
    text = f"Look at the invoice of the 1st: is the discount of {company} on it? Confirm it on the case."
    letters.to_care(step, "discount_check", f"Check the discount of {company}", text)


def open_steps(step: Step) -> str:
    """The steps that are not settled, a line for each company."""
    lines = []
    for company in step.facts.companies:
        numbers = [str(n) for n in steps.ACTORS if not company.step(n).settled]
        if numbers:
            word = counted(len(numbers), "step").partition(" ")[2]
            lines.append(f"{company.name}: {word} {listed(numbers)} open.")
    return "\n".join(lines)
