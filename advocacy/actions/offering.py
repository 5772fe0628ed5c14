"""The offer of a replacement: sent, answered, lapsed."""

from __future__ import annotations

from advocacy.actions.shared import begin_again, late_fact
from advocacy.models import AdvocateCase
from advocacy.rules import timers
from cases.step import Step


def offer_sent(step: Step) -> None:
    """A new offer; it replaces an earlier one with its timers."""
    case: AdvocateCase = step.case
    step.effect("offer_recorded")
    step.set("offer_sent_at", step.at)
    step.set("offer_expires_at", timers.expires_at(step.at, step.policy, case.time_zone))
    for name in ("offer_answered_at", "offer_accepted", "offer_lapsed_at", "offer_reminded_at"):
        step.set(name, None)
    step.set("offer_reminder_missed", value=False)
    case.offer_watched = case.closed_at is None


def offer_answered(step: Step) -> None:
    """The customer's answer; in time, though known late, it is for a person to decide."""
    case: AdvocateCase = step.case
    if case.offer_sent_at is None:
        step.say(offer="none was sent")
        return
    if timers.late_answer(step.facts, step.policy, step.at):
        late_fact(step)
    if case.offer_answered_at is None:
        step.set("offer_answered_at", step.at, source="Customer")
    step.set("offer_accepted", step.data["accepted"], source="Customer")
    step.effect("offer_answer_recorded")


def offer_end(step: Step) -> None:
    """Nobody answered: from here on it is a customer who does not respond."""
    case: AdvocateCase = step.case
    step.set("offer_lapsed_at", step.now)
    step.effect("offer_lapsed")
    if case.state == "closed_in_crm":
        return
    known = [at for at in (case.counts_after, case.offer_sent_at) if at is not None]
    step.set("case_type", "no_response")
    step.set("counts_after", max(known))
    begin_again(step)
    step.move("lapse_offer")
