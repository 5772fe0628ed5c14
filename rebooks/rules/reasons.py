"""The facts a decision rests on, each with its value, its source and its instants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from cases.money import format_amount, format_money
from cases.routing import Because, Source
from cases.teams import role_label
from rebooks.rules.derived import Derived
from rebooks.rules.facts import RebookFacts
from rebooks.rules.labels import INTENDED, REQUEST_SOURCES, reason_label
from rebooks.rules.window import clock_words

NOWHERE = Source("")

ALWAYS = ("processed_at", "admin_error", "rebooked_at", "elapsed_seconds", "amounts", "reason")
HEARD = ("request_source",)
MONTH = ("request_received_at", "request_in_order_month")
USED: dict[int, tuple[str, ...]] = {
    1: HEARD,
    6: HEARD + MONTH,
    7: HEARD + MONTH,
    8: MONTH,
    9: HEARD,
    10: HEARD + MONTH,
    11: HEARD + MONTH,
    12: ("return_requested",),
    14: ("disposition",),
    15: ("intended", "window_end"),
    16: ("intended", "window_end", "disposition"),
    17: ("intended", "return_requested"),
}


def because(row: int, facts: RebookFacts, known: Derived) -> tuple[Because, ...]:
    """Every fact that the conditions up to this row looked at and that is worth showing."""
    names = [name for name in ALWAYS if row not in (2, 3, 4) or name != "reason"]
    names += USED.get(row, ())
    found = (BUILDERS[name](facts, known) for name in names)
    return tuple(one for one in found if one is not None)


def wall_clock(instant: datetime, zone: str) -> str:
    """An instant in the zone's wall-clock time, "2024-05-14 10:00 EDT"."""
    return f"{instant.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M %Z}"


def _because(facts: RebookFacts, group: str, fact: str, label: str, value: Any, shown: str) -> Because:
    source = facts.sources.get(group, NOWHERE)
    return Because(fact, label, value, shown, source.label, source.happened_at, source.known_at)


def _processed(facts: RebookFacts, known: Derived) -> Because:
    shown = f"Order {facts.order_no}, {wall_clock(facts.processed_at, facts.time_zone)}"
    at = facts.processed_at.isoformat()
    return _because(facts, "order", "processed_at", "First order processed", at, shown)


def _error(facts: RebookFacts, known: Derived) -> Because:
    shown = f"confirmed by {role_label(facts.admin_error_role)}" if known.error else "none confirmed"
    return _because(facts, "admin_error", "admin_error", "Handling error", known.error, shown)


def _booked(facts: RebookFacts, known: Derived) -> Because:
    if facts.rebooked_at is None:
        return _because(facts, "second_order", "rebooked_at", "Second order booked", None, "none known")
    shown = f"Order {facts.second_order_no}, {wall_clock(facts.rebooked_at, facts.time_zone)}"
    at = facts.rebooked_at.isoformat()
    return _because(facts, "second_order", "rebooked_at", "Second order booked", at, shown)


def _elapsed(facts: RebookFacts, known: Derived) -> Because | None:
    if known.used is None:
        return None
    label, shown = "Between the two orders", clock_words(known.used)
    return _because(facts, "second_order", "elapsed_seconds", label, known.elapsed_seconds, shown)


def _amounts(facts: RebookFacts, known: Derived) -> Because:
    first = format_money(facts.amount, facts.currency, grouped=True)
    if facts.rebook_amount is None:
        return _because(
            facts, "order", "amount", "Amount", format_amount(facts.amount, facts.currency), first
        )
    second = format_money(facts.rebook_amount, facts.rebook_currency, grouped=True)
    verdict = "the same" if known.same_amount else "not the same"
    label, shown = "Amounts", f"{first} and {second}, {verdict}"
    return _because(facts, "second_order", "same_amount", label, known.same_amount, shown)


def _reason(facts: RebookFacts, known: Derived) -> Because:
    shown = reason_label(facts.reason)
    return _because(facts, "reason", "reason", "Reason", facts.reason or None, shown)


def _heard(facts: RebookFacts, known: Derived) -> Because:
    shown = REQUEST_SOURCES.get(facts.request_source, "Not stated")
    return _because(facts, "request", "request_source", "Told to", facts.request_source or None, shown)


def _received(facts: RebookFacts, known: Derived) -> Because:
    at = facts.request_received_at
    shown = wall_clock(at, known.month_zone) if at else "not stated"
    value = at.isoformat() if at else None
    return _because(facts, "request", "request_received_at", "Request came", value, shown)


def _in_month(facts: RebookFacts, known: Derived) -> Because:
    shown = {True: "inside it", False: "after it", None: "not known"}[known.in_order_month]
    shown = f"{known.order_month}, the request came {shown}"
    label, value = "Order month", known.in_order_month
    return _because(facts, "request", "request_in_order_month", label, value, shown)


def _intended(facts: RebookFacts, known: Derived) -> Because:
    shown = INTENDED.get(facts.intended, "no second order announced")
    return _because(facts, "intended", "intended", "Announced", facts.intended or None, shown)


def _window_end(facts: RebookFacts, known: Derived) -> Because:
    shown = wall_clock(known.hard_limit, facts.time_zone)
    at = known.hard_limit.isoformat()
    return _because(facts, "order", "window_end", "Window open until", at, shown)


def _disposition(facts: RebookFacts, known: Derived) -> Because:
    shown = facts.gone_word or "neither cancelled nor returned"
    return _because(facts, "disposition", "disposition", "First order is", facts.gone_word or None, shown)


def _return(facts: RebookFacts, known: Derived) -> Because:
    shown = facts.return_request_no or ("yes" if facts.return_requested else "no")
    return _because(facts, "return", "return_requested", "Return requested", facts.return_requested, shown)


BUILDERS: dict[str, Callable[[RebookFacts, Derived], Because | None]] = {
    "processed_at": _processed,
    "admin_error": _error,
    "rebooked_at": _booked,
    "elapsed_seconds": _elapsed,
    "amounts": _amounts,
    "reason": _reason,
    "request_source": _heard,
    "request_received_at": _received,
    "request_in_order_month": _in_month,
    "intended": _intended,
    "window_end": _window_end,
    "disposition": _disposition,
    "return_requested": _return,
}
