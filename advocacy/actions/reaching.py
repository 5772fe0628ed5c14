"""Attempts of ours, contacts of the customer, and the wait between them."""

from __future__ import annotations

from advocacy.actions.lettering import make_letter
from advocacy.actions.shared import begin_again, late_fact, put
from advocacy.actions.systems import systems_back
from advocacy.actions.writing import task_other_channel
from advocacy.models import ContactAttempt
from advocacy.rules import timers
from cases.step import Step

VOICEMAIL = "voicemail"


def log_attempt(step: Step) -> None:
    """We tried to reach the customer; who was reached has been in touch."""
    reached = step.data["reached"]
    _noted(step, "out", step.data["channel"], reached=reached)
    if reached:
        in_touch(step, "phone")
        step.move("customer_contact")
    elif timers.late_attempt(step.facts, step.at):
        late_fact(step)


def customer_contact(step: Step) -> None:
    """The customer spoke or wrote to us."""
    channel = step.data["channel"]
    _noted(step, "in", channel)
    in_touch(step, channel)


def customer_wrote(step: Step) -> None:
    """An e-mail of the customer came in: a contact like any other."""
    _noted(step, "in", "email")
    in_touch(step, "email")
    step.move("customer_contact")


def _noted(step: Step, direction: str, channel: str, *, reached: bool = False) -> None:
    row = ContactAttempt(
        case=step.case, direction=direction, channel=channel, occurred_at=step.at, reached=reached
    )
    step.case.parts.attempts.append(row)
    step.keep(row)


def in_touch(step: Step, channel: str) -> None:
    """What any contact does: the ladder begins anew, and a case that is closed in the CRM comes back."""
    case = step.case
    if _late(step):
        late_fact(step)
    if channel != VOICEMAIL:
        step.set("conversation_ever", value=True)
        if case.evidence.get("first_discussion_at") is None:
            put(step, "first_discussion_at", step.at)
    step.effect("customer_in_touch")
    if case.state == "closed":
        return
    known = [at for at in (case.counts_after, case.wait_over_at) if at is not None]
    step.set("counts_after", max([step.at, *known]))
    begin_again(step)
    systems_back(step)


def _late(step: Step) -> bool:
    """Whether the contact came before the closing, or before a timed step of the ladder that has fired."""
    case = step.case
    fired = (
        row.due_at
        for row in case.standing.deadlines
        if row.status == "fired" and row.generation == case.generation and row.kind in timers.LADDER
    )
    return timers.late_contact(step.facts, step.at) or any(step.at < due for due in fired)


def email_bounced(step: Step) -> None:
    """An e-mail of ours came back: the newest one sent by then does not count."""
    rows = [
        row
        for row in step.case.parts.attempts
        if row.channel == "email" and row.direction == "out" and row.occurred_at <= step.at
    ]
    open_ones = [row for row in rows if row.bounced_at is None]
    if not open_ones:
        step.say(email="none was sent")
        return
    row = max(open_ones, key=lambda one: one.occurred_at)
    row.bounced_at = step.at
    step.keep(row)
    task_other_channel(step)


def end_wait(step: Step) -> None:
    """The customer was silent for as long as it takes: the letter is made."""
    case = step.case
    case.wait_due_at = next(
        one.due_at for one in timers.plan(step.facts, step.policy) if one.kind in timers.WAITS.values()
    )
    case.wait_over_at = step.now
    step.effect("wait_over")
    make_letter(step)
    step.move("end_wait")
