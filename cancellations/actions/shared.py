"""Small steps that several actions take."""

from __future__ import annotations

from datetime import datetime

from cancellations.actions import writing
from cancellations.models import CancellationCase, ReceivedMail
from cancellations.models.case import RECEIVED
from cancellations.models.rows import mail_key
from cancellations.rules import fit, timers
from cancellations.rules.labels import FLAGS
from cases.routing import Policy
from cases.step import Step

FLAGGED = ("invoiced_meanwhile", "already_delivered", "rep_unreachable", "late_fact")


def adjust(case: CancellationCase, policy: Policy, now: datetime) -> None:
    """Derives the flags, which no person writes."""
    facts = case.facts()
    raised = {flag for flag in FLAGGED if getattr(facts, flag)}
    case.flags = sorted({*raised, *(flag for flag in case.flags if flag not in FLAGS)})


def tell_flags(step: Step) -> None:
    """Derives the flags within the step, so that its timeline entry tells which of them changed."""
    facts = step.facts
    for flag in FLAGGED:
        step.flag(flag, on=getattr(facts, flag))


def note_late(step: Step) -> None:
    """Notes that a reminder was sent which this fact, known in time, would have spared."""
    if timers.came_late(step.facts, step.policy, step.at):
        step.set("late_fact", value=True)


def enter(step: Step) -> None:
    """The next step begins: it has a series of reminders of its own."""
    step.case.entered_at, step.case.stale_at = step.at, None


def ask(step: Step) -> None:
    """The rep is asked for everything that is missing; the wait for an answer begins now."""
    step.case.told_gaps = writing.ask(step)
    step.case.asked_at = step.now


def look_again(step: Step, *, always: bool = False) -> None:
    """After a change of what was received: complete or not.

    The rep is told of gaps, with `always` also of those that were told before.
    """
    case: CancellationCase = step.case
    if case.state not in RECEIVED:
        return
    adopt_all(step)
    found = fit.gaps(step.facts, step.policy)
    if case.state == "incomplete" and not found.any:
        step.move("fill_gaps")
        enter(step)
        case.told_gaps = []
    elif case.state == "complete" and found.any:
        step.move("lose_fit")
    if found.any and (always or fit.told(step.facts, found) != case.told_gaps):
        ask(step)


def adopt_all(step: Step) -> None:
    """Where policy takes "all" for a list, it is the list of the fitting order (CX-A2)."""
    facts = step.facts
    fitting = fit.order_of(facts, step.policy)
    if facts.all_products and step.policy["accept_all_products"] and fitting is not None:
        step.set("products", list(fitting.products))


def note_mail(step: Step, message_id: str, meant: str) -> bool:
    """Remembers a mail by its Message-ID; False where this mail was told of before in the same sense."""
    key = mail_key(message_id)
    if not key:
        return True
    known = ReceivedMail.objects.filter(key=key).first()
    if known is not None:
        return known.meant != meant or known.case_id != step.case.pk
    row = ReceivedMail(
        key=key, message_id=message_id.strip(), case=step.case, meant=meant, received_at=step.at
    )
    step.case.parts.mails.append(row)
    step.keep(row)
    return True
