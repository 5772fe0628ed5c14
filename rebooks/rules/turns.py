"""What could be otherwise in an order rebook: each a single change, said as the beginning of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from cases.money import format_money, smallest_unit
from cases.nearest import Turn
from cases.routing import Policy
from cases.worktime import first_instant_after_month
from rebooks.rules.derived import Derived
from rebooks.rules.facts import RebookFacts
from rebooks.rules.labels import REASONS
from rebooks.rules.reasons import wall_clock
from rebooks.rules.window import long_words

MOMENT = timedelta(seconds=1)
ASKED_REASONS = ("payment_time", "evaluation_time", "licence_change", "did_not_purchase", "customer_cancels")


@dataclass(frozen=True, slots=True)
class Told:
    """The facts, and the instant at which they are asked about."""

    facts: RebookFacts
    now: datetime


def turns(facts: RebookFacts, known: Derived, policy: Policy) -> tuple[Turn[Told], ...]:
    """Every single change that is worth asking about, in the order in which they are told."""
    return tuple(_turns(facts, known, policy))


def _turns(facts: RebookFacts, known: Derived, policy: Policy) -> Iterator[Turn[Told]]:
    yield from of_second_order(facts, known, policy)
    yield from _announced(facts, known)
    yield from _error(facts, known, policy)
    yield from _request(facts, known)
    for reason in ASKED_REASONS:
        if reason != facts.reason:
            yield _turn(f"Reason {REASONS[reason].lower()}", reason=reason)
    if not facts.return_requested:
        yield _turn("Once a return is requested", return_request_no="asked for")


def _turn(words: str, **values: Any) -> Turn[Told]:
    return Turn(words, lambda told: Told(told.facts.changed(**values), told.now))


def of_second_order(facts: RebookFacts, known: Derived, policy: Policy) -> Iterator[Turn[Told]]:
    """A second order that is known, booked at the other side of a limit, or for another amount."""
    booked, amount = facts.rebooked_at, facts.rebook_amount
    if booked is None or amount is None:
        return
    for limit in (known.soft_limit, known.hard_limit):
        if booked <= limit:
            words = f"Booked more than {long_words(limit - booked)} later"
            yield _turn(words, rebooked_at=limit + MOMENT)
        else:
            yield _turn(f"Booked {long_words(booked - limit)} earlier", rebooked_at=limit)
    if not known.same_amount:
        words = "Both orders for the same amount in the same currency"
        yield _turn(words, rebook_amount=facts.amount, rebook_currency=facts.currency)
        return
    beyond = _just_too_much(facts, policy)
    words = f"Amount different by {format_money(beyond, facts.currency)}"
    yield _turn(words, rebook_amount=facts.amount + beyond)
    other = next(code for code in ("EUR", "USD") if code != facts.currency)
    yield _turn("The second order in another currency", rebook_currency=other)


def _just_too_much(facts: RebookFacts, policy: Policy) -> Decimal:
    """The smallest difference that is no longer the same amount (RB-A4)."""
    return Decimal(str(policy["amount_tolerance"])) + smallest_unit(facts.currency)


def _announced(facts: RebookFacts, known: Derived) -> Iterator[Turn[Told]]:
    if facts.has_second_order:
        return
    until = wall_clock(known.hard_limit, facts.time_zone)
    yield _turn(
        f"A second order for the same amount booked by {until}",
        second_order_no="another",
        rebooked_at=known.hard_limit,
        rebook_amount=facts.amount,
        rebook_currency=facts.currency,
    )
    if known.announced and not known.window_over:
        after = known.hard_limit + MOMENT
        yield Turn(f"No second order by {until}", lambda told: Told(told.facts, after))


def _error(facts: RebookFacts, known: Derived, policy: Policy) -> Iterator[Turn[Told]]:
    if known.error:
        yield _turn("Without the confirmed handling error", admin_error=False)
        return
    for role in list(policy["admin_error_confirmers"])[:1]:
        told = {"admin_error_note": "what went wrong", "admin_error_role": role}
        yield _turn("A confirmed handling error", admin_error=True, **told)


def _request(facts: RebookFacts, known: Derived) -> Iterator[Turn[Told]]:
    if known.told_to_ar:
        yield _turn("Told to the NLR agent", request_source="customer_to_nlr")
    elif facts.request_source:
        yield _turn("Told to AR or Collections", request_source="ar")
    if known.in_order_month is None:
        return
    next_month = first_instant_after_month(facts.processed_at, known.month_zone)
    if known.in_order_month:
        words = f"Request after the order month {known.order_month}"
        yield _turn(words, request_received_at=next_month)
    else:
        words = f"Request inside the order month {known.order_month}"
        yield _turn(words, request_received_at=next_month - MOMENT)
