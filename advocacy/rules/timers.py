"""The timed steps that the facts ask for, why one is cancelled, and which fact came too late for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from advocacy.rules import ladder
from advocacy.rules.facts import AdvocateFacts, Offer
from cases.routing import Planned, Policy
from cases.worktime import plus_days

NO_RESPONSE = "ad.no_response"
NEGOTIATION = "ad.negotiation"
LETTER_DEADLINE = "ad.letter_deadline"
OFFER_REMINDER = "ad.offer_reminder"
OFFER_END = "ad.offer_end"
LADDER = frozenset({NO_RESPONSE, NEGOTIATION, LETTER_DEADLINE})
WAITS = {"no_response": NO_RESPONSE, "further_negotiation": NEGOTIATION}


def plan(facts: AdvocateFacts, policy: Policy, armed: frozenset[str] = frozenset()) -> Sequence[Planned]:
    """Every deadline that should be armed now."""
    return () if facts.is_closed else (*_ladder(facts, policy), *_offer(facts, policy))


def _ladder(facts: AdvocateFacts, policy: Policy) -> Iterator[Planned]:
    """One wait or letter's date at a time; a later round of the same case is told apart by its number."""
    subject = "" if facts.round == 1 else str(facts.round)
    due = ladder.due_at(facts, policy)
    if facts.state == "waiting_customer" and due is not None:
        yield Planned(WAITS[facts.case_type], due, subject)
    free = ladder.free_at(facts, policy)
    if facts.state == "letter_sent" and free is not None:
        yield Planned(LETTER_DEADLINE, free, subject)


def _offer(facts: AdvocateFacts, policy: Policy) -> Iterator[Planned]:
    offer = facts.offer
    if offer is None or not offer.watched or offer.answered_at or offer.lapsed_at:
        return
    reminder = reminder_at(offer, facts, policy)
    if offer.reminded_at is None and reminder > offer.sent_at:
        yield Planned(OFFER_REMINDER, reminder)
    yield Planned(OFFER_END, offer.expires_at, limit=True)


def expires_at(sent_at: datetime, policy: Policy, zone: str) -> datetime:
    """The last instant of an offer sent then (AD-A16)."""
    return plus_days(sent_at, int(policy["offer_days"]), zone)


def reminder_at(offer: Offer, facts: AdvocateFacts, policy: Policy) -> datetime:
    """When the customer is reminded of the offer."""
    return plus_days(offer.expires_at, -int(policy["offer_reminder_days"]), facts.time_zone)


def late_contact(facts: AdvocateFacts, at: datetime) -> bool:
    """Whether a contact of `at` came before a closing that has happened."""
    ended = (facts.crm_closed_at, facts.servicenow_closed_at)
    return any(one is not None and at < one for one in ended)


def late_attempt(facts: AdvocateFacts, at: datetime) -> bool:
    """Whether an attempt of `at` would have moved a wait that is over."""
    if facts.wait_over_at is None or facts.wait_due_at is None or at >= facts.wait_due_at:
        return False
    return any(one.occurred_at == at for one in ladder.counted(facts))


def late_answer(facts: AdvocateFacts, policy: Policy, at: datetime) -> bool:
    """Whether an answer of `at` was in time for an offer that has lapsed, or of which we have reminded."""
    offer = facts.offer
    if offer is None or at < offer.sent_at:
        return False
    lapsed = offer.lapsed_at is not None and at <= offer.expires_at
    return lapsed or (offer.reminded_at is not None and at < reminder_at(offer, facts, policy))


def cancel_reason(kind: str, facts: AdvocateFacts) -> str:
    """Why a deadline of that kind is no longer wanted, as a sentence for the list of deadlines."""
    if facts.state == "closed_in_crm":
        return "The case was closed in the CRM."
    if kind in {OFFER_REMINDER, OFFER_END}:
        answered = facts.offer is not None and facts.offer.answered_at is not None
        return "The customer answered the offer." if answered else "The offer was replaced."
    if kind == LETTER_DEADLINE:
        back = facts.letter is not None and facts.letter.bounced_at is not None
        return "The letter came back." if back else "The letter no longer counts."
    if facts.state == "waiting_customer":
        return "A later attempt moved the date."
    return "The customer was in touch." if facts.has_ladder else "The type of the case was changed."
