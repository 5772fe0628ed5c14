"""What is done next with an order of a simulated month, as the decision and the state ask for."""

from __future__ import annotations

from random import Random
from typing import Any

from cases import clock
from cases.demo import Next
from rebooks.demo.catalogue import ACK, BOOKED_LESS
from rebooks.demo.playing import Tale, data_of
from rebooks.demo.plots import NLR, ORDERS, PAYMENTS, RE_ENGAGE, REQUEST, RETURNS, SPECIALIST, act
from rebooks.rules import RebookFacts
from rebooks.rules.policy import policy_of
from rebooks.rules.table import row_at

UNCLEAR, PAYMENT, TRIAL, UNDECIDED = 1, 5, 11, 17
CHANGES, REBOOKS, RETURNED = frozenset({6, 7}), frozenset({2, 3, 4, 15}), frozenset({8, 9, 10, 13, 14, 16})
REASONS = ("evaluation_time", "payment_time", "customer_cancels")


def wanted(case: Any, tale: Tale, random: Random) -> Next | None:
    """The next act; None while there is only waiting."""
    facts = case.facts()
    row = row_at(facts, policy_of(), clock.now())
    if facts.state == "intake":
        return _begun(facts, row, tale, random)
    if facts.state == "research_review":
        return _researched(facts, row)
    if facts.state == "with_new_license":
        return _rebooked(facts, row)
    if facts.state == "with_re_engage":
        return _won_back(tale, random)
    return {
        "clarifying": ("clarify", "ar", {"reason": random.choice(REASONS)}),
        "payment_followup": ("finish_payment", "ar", {"payment_reason": random.choice(PAYMENTS)}),
        "change_with_nlr": ("change_done", ORDERS, {}) if facts.change_sent_at else ("pass_change", NLR, {}),
        "return_requested": ("process_return", RETURNS, {}),
        "return_processed": ("create_re_engage", SPECIALIST, {}),
    }.get(facts.state)


def _begun(facts: RebookFacts, row: int, tale: Tale, random: Random) -> Next:
    """Out of the intake."""
    if row == UNDECIDED:
        asked = act(0, "ar", REQUEST, reason=random.choice(REASONS), request_source="ar")
        return REQUEST, "ar", data_of(tale, asked, clock.now())
    if row == UNCLEAR:
        return "clarify", "ar", {"reason": random.choice(REASONS)}
    if row == PAYMENT:
        return "keep_for_payment", "ar", {}
    if row in CHANGES:
        return "pass_change", NLR, {}
    if row == TRIAL:
        return "withdraw", NLR, {"outcome": "kept"}  # the trial went well
    if row in RETURNED and _stands(facts):
        return "request_return", "ar", {}
    return "open_ticket", "ar", {}


def _researched(facts: RebookFacts, row: int) -> Next:
    """Out of research: to New License, or after a return to Re-Engage."""
    if row in REBOOKS:
        return "distribute_new_license", SPECIALIST, ACK
    return ("request_return" if _stands(facts) else "create_re_engage"), SPECIALIST, {}


def _stands(facts: RebookFacts) -> bool:
    """Whether nobody has cancelled the first order or asked for its return."""
    return not facts.return_requested and not facts.first_order_gone


def _rebooked(facts: RebookFacts, row: int) -> Next:
    if row in REBOOKS and facts.has_second_order and facts.first_order_gone:
        return "book_second_order", NLR, {}
    return "withdraw", NLR, {"outcome": "kept"}


def _won_back(tale: Tale, random: Random) -> Next:
    if random.random() < 0.5:
        return "give_up", RE_ENGAGE, {"reason": "They stay with what they have."}
    return BOOKED_LESS.name, RE_ENGAGE, data_of(tale, BOOKED_LESS, clock.now())
