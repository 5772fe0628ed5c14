"""Small steps that several actions take."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from affiliations import letters
from affiliations.models import AffiliationCase
from affiliations.rules import timers
from affiliations.rules.automatic import flags
from affiliations.rules.labels import FLAGS
from affiliations.rules.table import is_big
from cases.letters.calendar import Entry, attachment, name_of, sequence
from cases.routing import Policy
from cases.step import Step
from cases.teams import role_label
from cases.timeline import plain
from cases.words import counted

RESELLER_REP = "Reseller rep"


def adjust(case: AffiliationCase, policy: Policy, now: datetime) -> None:
    """Derives the flags, which no person writes."""
    facts = case.facts()
    raised = flags(facts, big=is_big(facts, policy))
    case.flags = sorted({*raised, *(flag for flag in case.flags if flag not in FLAGS)})


def tell_flags(step: Step) -> None:
    """Derives the flags within the step, so that its timeline entry tells which of them changed."""
    raised = flags(step.facts, big=is_big(step.facts, step.policy))
    for flag in FLAGS:
        step.flag(flag, on=flag in raised)


def note_source(step: Step, group: str) -> None:
    """Remembers who told a group of facts that no single field holds."""
    step.case.fact_sources[group] = {
        "label": role_label(step.role),
        "happened_at": plain(step.at),
        "known_at": plain(step.now),
    }


def task(step: Step, code: str, to: str, about: Any) -> None:
    """Something for a colleague to do, left in the system in which deals are kept."""
    step.write(code, "crm", to, about)


def note_late(step: Step) -> None:
    """Notes that a reminder was sent which this fact, known in time, would have spared."""
    if timers.came_late(step.facts, step.policy, step.at):
        step.set("late_fact", value=True)


def begin_wait(step: Step) -> None:
    """From here on billing is looked at, at first a week from now; the owner gets it for the calendar."""
    step.set("waiting_since", step.at)
    step.effect("billing_reminder_set")
    remind(step, "billing_wait", letters.still_open(step))


def remind(step: Step, code: str, about: Any) -> None:
    """A mail to whoever has the case, with the next look at billing as an entry of the calendar."""
    case, owner = step.case, step.case.assignee
    if owner is None or not owner.email or step.facts.waiting_since is None:
        return
    due = timers.billing_check_at(step.facts, step.policy)
    entry = Entry(
        name_of(case.reference, timers.BILLING_CHECK, "", case.generation),
        case.reference,
        step.kind.timer(timers.BILLING_CHECK).label,
        due,
        step.now,
        sequence(case.opened_at, step.now),
    )
    step.write(code, "mail", owner.email, about, calendar=attachment(entry))


def reverse_shipments(step: Step) -> None:
    """Where expired shipments were set, somebody has to take them back."""
    done = [group for group in step.facts.groups if group.expired_qty is not None]
    if not done:
        return
    step.effect("task_reverse_shipments")
    lines = tuple(f"{group.name}: {counted(group.expired_qty or 0, 'badge')}." for group in done)
    task(step, "task_take_back", RESELLER_REP, letters.Shipments(step.case.customer, lines))
