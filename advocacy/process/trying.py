"""The facts of a ticket that is only tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from advocacy.rules import AdvocateFacts
from advocacy.rules.facts import Attempt, Contact, Letter, Offer, Review
from advocacy.rules.policy import DEFAULTS

INSTANTS = ("counts_after", "wait_due_at", "customer_mail_at")
ENDS = frozenset({"closed"})


def facts_of(given: Mapping[str, Any], now: datetime) -> AdvocateFacts:
    """What the rules take: the ticket as it would be opened at `now`, or in the state asked about."""
    evidence = dict(given.get("evidence") or {})
    distributor = evidence.pop("distributor", None) or given.get("distributor") or ""
    state = given.get("state") or "open"
    when: dict[str, Any] = {name: given.get(name) for name in INSTANTS}
    return AdvocateFacts(
        case_type=given["case_type"],
        product=given["product"][0],
        serial=given.get("serial") or "",
        caller_type=given.get("caller_type") or "",
        time_zone=given.get("time_zone") or str(DEFAULTS["time_zone"]),
        distributor=distributor,
        conversation_ever=bool(given.get("conversation_ever")),
        evidence={name: value for name, value in evidence.items() if value is not None},
        attempts=tuple(Attempt(**row) for row in given.get("attempts") or ()),
        contacts=tuple(Contact(**row) for row in given.get("contacts") or ()),
        letters=tuple(Letter(**row) for row in given.get("letters") or ()),
        reviews=tuple(Review(**row) for row in given.get("reviews") or ()),
        offer=_offer(given),
        state=state,
        is_closed=state in ENDS,
        opened_at=now,
        closing_stuck=given.get("closing_stuck") or "",
        **when,
    )


def _offer(given: Mapping[str, Any]) -> Offer | None:
    """The offer that went out, with what became of it."""
    sent, until = given.get("offer_sent_at"), given.get("offer_expires_at")
    if sent is None or until is None:
        return None
    answered, lapsed = given.get("offer_answered_at"), given.get("offer_lapsed_at")
    return Offer(sent, until, answered_at=answered, lapsed_at=lapsed)
