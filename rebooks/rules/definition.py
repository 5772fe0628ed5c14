"""The guards of distributing and booking: the whole definition of a rebook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cases.routing import Asked, Check
from rebooks.rules import checks
from rebooks.rules.asked import given, known_of
from rebooks.rules.derived import Derived, derive
from rebooks.rules.facts import RebookFacts


def distribute_new_license(asked: Asked) -> Sequence[Check]:
    """The whole definition of a rebook, and the acknowledgement of the late window (RB-A1)."""
    facts, known, row = known_of(asked)
    found = [checks.reason_clear(facts, known, clear=row != 1), *_definition(asked, facts, known)]
    if "late_window" in known.flags and asked.policy["late_needs_ack"]:
        acknowledged = bool(given(asked, "acknowledge_late", default=False))
        hours = float(asked.policy["soft_hours"])
        found.append(checks.late_acknowledged(acknowledged, hours, on_submit=asked.data is None))
    return found


def _definition(asked: Asked, facts: RebookFacts, known: Derived) -> list[Check]:
    """What makes a rebook; nothing once a handling error is confirmed."""
    if known.error:
        return []
    if facts.has_second_order:
        return [checks.in_window(facts, known, asked.policy, asked.now), checks.same_money(facts, known)]
    found = [checks.second_order_known(known.announced)]
    if known.announced:
        found.append(checks.in_window(facts, known, asked.policy, asked.now))
    return found


def book_second_order(asked: Asked) -> Sequence[Check]:
    """A second order, known or booked now; with New License, without an error, it meets the definition."""
    facts = with_second_order(asked)
    waiting = asked.data is None and not facts.has_second_order
    known = derive(facts, asked.policy, asked.now)
    found = [
        checks.second_order_known(facts.has_second_order, on_submit=waiting),
        checks.disposition_stated(facts.disposition, on_submit=asked.data is None),
    ]
    if asked.state == "with_new_license" and facts.has_second_order:
        found += _definition(asked, facts, known)
    return found


def with_second_order(asked: Asked) -> RebookFacts:
    """The facts with the second order and the disposition that the form carries, where none is on file."""
    facts: RebookFacts = asked.facts
    if not facts.disposition:
        facts = facts.changed(disposition=given(asked, "disposition"))
    number = given(asked, "order_no")
    if facts.has_second_order or not number:
        return facts
    booked: datetime = given(asked, "at", asked.now)
    return facts.changed(
        second_order_no=number,
        rebooked_at=booked,
        rebook_amount=given(asked, "amount", facts.amount),
        rebook_currency=given(asked, "currency", facts.currency),
    )
