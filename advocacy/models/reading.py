"""What a ticket's columns hold, as the rules know it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from advocacy.rules.facts import Offer
from advocacy.rules.fields import FIELDS

if TYPE_CHECKING:
    from advocacy.models.case import AdvocateCase


def evidence_of(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The evidence with instants and dates as such."""
    return {name: typed(name, value) for name, value in stored.items()}


def typed(name: str, value: Any) -> Any:
    """A piece of evidence as its field's type."""
    shape = FIELDS[name].shape
    if shape == "instant":
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if shape == "date" else value


def offer_of(case: AdvocateCase) -> Offer | None:
    """The offer as the rules know it; None where none was sent."""
    if case.offer_sent_at is None or case.offer_expires_at is None:
        return None
    return Offer(
        case.offer_sent_at,
        case.offer_expires_at,
        case.offer_answered_at,
        case.offer_accepted,
        case.offer_lapsed_at,
        case.offer_reminded_at,
        case.offer_watched,
    )
