"""The messages of a take-over, in our own words: to the parties, and to customer care."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from cases.models import OutboxMessage
from cases.step import Step
from cases.words import day_words
from takeovers import letters
from takeovers.rules import labels, parties, steps
from takeovers.rules.facts import TakeoverFacts
from takeovers.rules.gaps import gaps, words_of

CARE = "Customer care"
NOT_SOONER: Final = timedelta(days=1)
MAILS = {"subject": "subject_email", "current": "current_email", "new": "new_email"}
# Whose turn a partners' step is; the customer's administrator may do it as well.
TURNS = {2: "current", 4: "new", 5: "new"}


def receipt(step: Step) -> None:
    """The request has come in; what is still missing is named."""
    lacking = parties.missing(step.facts, step.policy, step.now)
    names = tuple(party.name for party in lacking)
    step.effect("receipt_sent")
    case = step.case
    to_all(step, "receipt", letters.Asked(case.subject, case.current_partner, case.new_partner, names))


def draft_received(step: Step) -> None:
    """A request by mail waits as a draft: who asked learns what it leaves open, or that it is complete."""
    step.effect("draft_acknowledged")
    to, who = step.case.asked_by_email, step.case.subject or "the customer"
    open_ones = words_of(tuple(name for name in gaps(step.facts) if name != "companies"))
    if open_ones:  # the licences are taken from the platform, by us
        step.write("draft_incomplete", "mail", to, letters.Draft(who, open_ones), acknowledges=True)
    else:
        step.write("draft_received", "mail", to, letters.Subject(who), acknowledges=True)


def turns(step: Step, before: TakeoverFacts | None = None) -> None:
    """Tells each partner whose turn it has become: one message for all its companies, at most one a day."""
    waiting = _turns(step.facts)
    known = _turns(before) if before else {}
    for (party, number), companies in waiting.items():
        is_news = any(name not in known.get((party, number), ()) for name in companies)
        if is_news and not (_told_lately(step, number) and len(step.facts.companies) > 1):
            _your_turn(step, party, number, companies)


def _told_lately(step: Step, number: int) -> bool:
    """Whether the step's message went out within a day: it said that more companies may follow."""
    sent = OutboxMessage.objects.filter(case_id=step.case.pk, kind=f"your_turn_{number}")
    return step.case.pk is not None and sent.filter(created_at__gt=step.now - NOT_SOONER).exists()


def _turns(facts: TakeoverFacts) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    for company in facts.companies:
        number = steps.next_step(company) if company.steps else None
        if number in TURNS:
            found.setdefault((TURNS[number], number), []).append(company.name)
    return found


def _your_turn(step: Step, party: str, number: int, companies: list[str]) -> None:
    step.effect("turn_told")
    month = step.case.target_month
    by = day_words(parties.last_day_of(month)) if month else ""
    what = labels.STEPS[number]
    about = letters.Turn(what[0].lower() + what[1:], tuple(companies), by)
    _send(step, f"your_turn_{number}", party, about)


def completed(step: Step) -> None:
    """Everything is moved."""
    step.effect("completion_told")
    to_all(step, "completed", letters.Move(step.case.subject, step.case.new_partner))


def cancelled(step: Step) -> None:
    """Nothing is moved."""
    step.effect("cancellation_told")
    to_all(step, "cancelled", letters.Subject(step.case.subject))


def to_all(step: Step, kind: str, about: Any) -> None:
    """A message to each of the three parties, and to customer care."""
    for party in MAILS:
        _send(step, kind, party, about)
    to_care(step, kind, about)


def to_care(step: Step, kind: str, about: Any) -> None:
    """A message into customer care's mailbox."""
    step.write(kind, "mailbox", CARE, about)


def _send(step: Step, kind: str, party: str, about: Any) -> None:
    """By mail where an address is on file; else customer care's mailbox passes it on, by name."""
    address = getattr(step.case, MAILS[party])
    name = {
        "subject": step.case.subject,
        "current": step.case.current_partner,
        "new": step.case.new_partner,
    }[party]
    if address:
        step.write(kind, "mail", address, about, party=party)
    else:
        step.write(kind, "mailbox", f"{CARE}, for {name}"[:200], about, party=party)
