"""The messages of a take-over, in our own words: to the parties, and to customer care."""

from __future__ import annotations

from cases.step import Step
from cases.words import listed
from takeovers.rules import labels, parties, steps
from takeovers.rules.facts import TakeoverFacts

CARE = "Customer care"
MAILS = {"subject": "subject_email", "current": "current_email", "new": "new_email"}
# Whose turn a partners' step is; the customer's administrator may do it as well.
TURNS = {2: "current", 4: "new", 5: "new"}


def receipt(step: Step) -> None:
    """The request has come in; what is still missing is named."""
    lacking = parties.missing(step.facts, step.policy, step.now)
    names = listed([party.name for party in lacking])
    step.effect("receipt_sent")
    text = (
        f"The request to move {step.case.subject} from {step.case.current_partner} to "
        f"{step.case.new_partner} has come in. Before anything moves, we need the written agreement of "
        f"{names}. Until mid-month, the end of this month can still be reached."
    )
    to_all(step, "receipt", f"Your request to move {step.case.subject}", text)


def turns(step: Step, before: TakeoverFacts | None = None) -> None:
    """Tells each partner whose turn it has become, one message for all its companies."""
    waiting = _turns(step.facts)
    known = _turns(before) if before else {}
    for (party, number), companies in waiting.items():
        fresh = [name for name in companies if name not in known.get((party, number), ())]
        if fresh:
            _your_turn(step, party, number, fresh)


def _turns(facts: TakeoverFacts) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for company in facts.companies:
        number = steps.next_step(company) if company.steps else None
        if number in TURNS:
            found.setdefault((TURNS[number], number), []).append(company.name)
    return found


def _your_turn(step: Step, party: str, number: int, companies: list[str]) -> None:
    names = listed(companies) if len(companies) < 4 else f"{len(companies)} companies"
    step.effect("turn_told")
    month = step.case.target_month
    by = f" so that the move is finished by {parties.last_day_of(month)}" if month else ""
    text = f"Please do this for {names}{by}: {labels.STEPS[number].lower()}."
    _send(step, f"your_turn_{number}", party, f"Your turn: {labels.STEPS[number]}", text)


def completed(step: Step) -> None:
    """Everything is moved."""
    step.effect("completion_told")
    text = f"{step.case.subject} is now with {step.case.new_partner}; every step is done."
    to_all(step, "completed", f"{step.case.subject} is moved", text)


def cancelled(step: Step) -> None:
    """Nothing is moved."""
    step.effect("cancellation_told")
    text = f"The move of {step.case.subject} does not take place; everything stays as it was."
    to_all(step, "cancelled", f"{step.case.subject} is not moved", text)


def to_all(step: Step, kind: str, subject: str, text: str) -> None:
    """A message to each of the three parties, and to customer care."""
    for party in MAILS:
        _send(step, kind, party, subject, text)
    to_care(step, kind, subject, text)


def to_care(step: Step, kind: str, subject: str, text: str) -> None:
    """A message into customer care's mailbox."""
    step.send(kind, "mailbox", CARE, subject, text)


def _send(step: Step, kind: str, party: str, subject: str, text: str) -> None:
    """By mail where an address is on file; else customer care's mailbox passes it on, by name."""
    address = getattr(step.case, MAILS[party])
    name = {
        "subject": step.case.subject,
        "current": step.case.current_partner,
        "new": step.case.new_partner,
    }[party]
    if address:
        step.send(kind, "mail", address, subject, text, party=party)
    else:
        step.send(kind, "mailbox", f"{CARE}, for {name}"[:200], subject, text, party=party)
