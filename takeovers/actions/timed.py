"""What the timed steps do when they fire. Whether they may is asked again under the case's lock."""

from __future__ import annotations

from cases.step import Step
from cases.words import counted, listed
from takeovers.actions import letters
from takeovers.letters import Company, Missing, Steps
from takeovers.rules import parties, steps


def cutoff(step: Step) -> None:
    """Mid-month has passed without all agreements: nobody should expect the end of this month any more."""
    step.case.cutoff_told_at = step.now
    step.flag("cutoff_passed")
    step.effect("cutoff_told")
    lacking = tuple(party.name for party in parties.missing(step.facts, step.policy, step.now))
    letters.to_all(step, "cutoff_told", Missing(lacking))


def month_warning(step: Step) -> None:
    """The month ends soon: customer care gets the list of what is open."""
    step.effect("month_warning")
    letters.to_care(step, "month_warning", Steps(open_steps(step)))


def month_missed(step: Step) -> None:
    """The month is over and the take-over is not finished."""
    step.case.month_missed_at = step.now
    step.flag("month_missed")
    step.effect("month_missed_escalated")
    letters.to_care(step, "month_missed", Steps(open_steps(step)))


def custom_leftover(step: Step) -> None:
    """Custom licences never lapse by themselves."""
    company = step.said["deadline"]["subject"]
    step.effect("custom_leftover_reminder")
    letters.to_care(step, "custom_leftover", Company(company))


def discount_check(step: Step) -> None:
    """The invoice of the 1st shows whether the discount was granted."""
    company = step.said["deadline"]["subject"]
    step.effect("task_check_discount")
    letters.to_care(step, "discount_check", Company(company))


def open_steps(step: Step) -> tuple[str, ...]:
    """The steps that are not settled, a line for each company."""
    lines = []
    for company in step.facts.companies:
        numbers = [str(n) for n in steps.ACTORS if not company.step(n).settled]
        if numbers:
            word = counted(len(numbers), "step").partition(" ")[2]
            lines.append(f"{company.name}: {word} {listed(numbers)} open.")
    return tuple(lines)
