"""What would have changed the answer, found by trying the table again on changed facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from cases.money import format_money, smallest_unit
from cases.routing import Policy
from cases.teams import team_label
from cases.worktime import first_instant_after_month
from rebooks.rules.answering import answer_of
from rebooks.rules.derived import Derived, derive
from rebooks.rules.facts import RebookFacts
from rebooks.rules.labels import REASONS, lower_first
from rebooks.rules.reasons import wall_clock
from rebooks.rules.table import match
from rebooks.rules.window import long_words

MOMENT = timedelta(seconds=1)
ASKED_REASONS = ("payment_time", "evaluation_time", "licence_change", "did_not_purchase", "customer_cancels")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that could have been otherwise, said as the beginning of a sentence."""

    words: str
    facts: RebookFacts
    now: datetime | None = None


def counterfactuals(facts: RebookFacts, policy: Policy, now: datetime) -> tuple[str, ...]:
    """Sentences for all single changes that lead to another row or team, those with the same end joined."""
    known = derive(facts, policy, now)
    row = match(facts, known)
    stays = answer_of(row, facts, known).team
    found: dict[tuple[int, str, str], list[str]] = {}
    for change in _changes(facts, known, policy):
        other = derive(change.facts, policy, change.now or now)
        other_row = match(change.facts, other)
        answer = answer_of(other_row, change.facts, other)
        if (other_row, answer.team) != (row, stays):
            found.setdefault((other_row, answer.team, answer.brief), []).append(change.words)
    return tuple(_sentence(words, *end, stays) for end, words in found.items())


def _sentence(words: list[str], row: int, team: str, brief: str, stays: str) -> str:
    said = ", or ".join([words[0], *(lower_first(more) for more in words[1:])])
    still = "still " if team == stays else ""
    return f"{said}: {still}{team_label(team)}, {brief} (rule RB-{row})."


def _changes(facts: RebookFacts, known: Derived, policy: Policy) -> Iterator[Change]:
    yield from _second_order(facts, known, policy)
    yield from _announced(facts, known)
    yield from _error(facts, known, policy)
    yield from _request(facts, known)
    for reason in ASKED_REASONS:
        if reason != facts.reason:
            yield Change(f"Reason {REASONS[reason].lower()}", facts.changed(reason=reason))
    if not facts.return_requested:
        yield Change("Once a return is requested", facts.changed(return_request_no="asked for"))


def _second_order(facts: RebookFacts, known: Derived, policy: Policy) -> Iterator[Change]:
    booked, amount = facts.rebooked_at, facts.rebook_amount
    if booked is None or amount is None:
        return
    for limit in (known.soft_limit, known.hard_limit):
        if booked <= limit:
            later = facts.changed(rebooked_at=limit + MOMENT)
            yield Change(f"Booked more than {long_words(limit - booked)} later", later)
        else:
            yield Change(f"Booked {long_words(booked - limit)} earlier", facts.changed(rebooked_at=limit))
    if not known.same_amount:
        same = facts.changed(rebook_amount=facts.amount, rebook_currency=facts.currency)
        yield Change("Both orders for the same amount in the same currency", same)
        return
    beyond = _just_too_much(facts, policy)
    yield Change(
        f"Amount different by {format_money(beyond, facts.currency)}",
        facts.changed(rebook_amount=facts.amount + beyond),
    )
    yield Change("The second order in another currency", facts.changed(rebook_currency=""))


def _just_too_much(facts: RebookFacts, policy: Policy) -> Decimal:
    """The smallest difference that is no longer the same amount (RB-A4)."""
    return Decimal(str(policy["amount_tolerance"])) + smallest_unit(facts.currency)


def _announced(facts: RebookFacts, known: Derived) -> Iterator[Change]:
    if facts.has_second_order:
        return
    until = wall_clock(known.hard_limit, facts.time_zone)
    in_time = facts.changed(
        second_order_no="another",
        rebooked_at=known.hard_limit,
        rebook_amount=facts.amount,
        rebook_currency=facts.currency,
    )
    yield Change(f"A second order for the same amount booked by {until}", in_time)
    if known.announced and not known.window_over:
        yield Change(f"No second order by {until}", facts, known.hard_limit + MOMENT)


def _error(facts: RebookFacts, known: Derived, policy: Policy) -> Iterator[Change]:
    if known.error:
        yield Change("Without the confirmed handling error", facts.changed(admin_error=False))
        return
    for role in list(policy["admin_error_confirmers"])[:1]:
        confirmed = facts.changed(admin_error=True, admin_error_note="what went wrong", admin_error_role=role)
        yield Change("A confirmed handling error", confirmed)


def _request(facts: RebookFacts, known: Derived) -> Iterator[Change]:
    if known.told_to_ar:
        yield Change("Told to the NLR agent", facts.changed(request_source="customer_to_nlr"))
    elif facts.request_source:
        yield Change("Told to AR or Collections", facts.changed(request_source="ar"))
    if known.in_order_month is None:
        return
    next_month = first_instant_after_month(facts.processed_at, known.month_zone)
    if known.in_order_month:
        late = facts.changed(request_received_at=next_month)
        yield Change(f"Request after the order month {known.order_month}", late)
    else:
        early = facts.changed(request_received_at=next_month - MOMENT)
        yield Change(f"Request inside the order month {known.order_month}", early)
