"""From answers to facts: what the rules read, and what the case is opened with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from cases.routing import Source
from rebooks.rules import RebookFacts

ORDER = ("order_no", "account", "opportunity_id", "opportunity_stage", "opportunity_type")
WORDS = (*ORDER, "requested_change", "request_source")
NEEDED = {
    "processed_at": _("when the order was processed"),
    "zone": _("the account’s time zone"),
    "amount": _("the amount"),
    "currency": _("the currency"),
}


def missing(known: Mapping[str, Any]) -> list[str]:
    """What has to be known of the order before the rules can say anything."""
    return [words for name, words in NEEDED.items() if known.get(name) in (None, "")]


def facts_of(known: Mapping[str, Any], opener_team: str) -> RebookFacts:
    """The facts as far as they are known; KeyError while `missing` names something."""
    came = known.get("request_received_at") or known.get("counts_from")
    words: dict[str, Any] = {name: known.get(name) or "" for name in WORDS}
    return RebookFacts(
        **words,
        processed_at=known["processed_at"],
        amount=known["amount"],
        currency=known["currency"],
        time_zone=known["zone"],
        opener_team=opener_team,
        reason=reason_of(known),
        request_received_at=came,
        intended=intended_of(known),
        sources={
            "order": Source("you", known["processed_at"]),
            "request": Source("you", came),
            "reason": Source("you", came),
        },
    )


def reason_of(known: Mapping[str, Any]) -> str:
    """The reason's code; a wish for more time is unclear until it is said what for."""
    wish = known.get("wish") or ""
    return known.get("more_time_for") or "more_time_unclear" if wish == "more_time" else wish


def intended_of(known: Mapping[str, Any]) -> str:
    """What was announced with the wish to rebook; empty for nothing."""
    said = known.get("announced") if known.get("wish") == "rebook" else ""
    return said if said and said != "no" else ""


def opening_data(known: Mapping[str, Any]) -> dict[str, Any]:
    """The input of opening the case: instants with their offset, so that nobody has to guess a zone."""
    data = {name: known.get(name) or "" for name in WORDS}
    data |= {
        "account": {"name": known["account"], "time_zone": known["zone"]},
        "time_zone": known["zone"],
        "processed_at": known["processed_at"].isoformat(),
        "amount": str(known["amount"]),
        "currency": known["currency"],
        "reason": reason_of(known),
        "intended": intended_of(known),
    }
    came = known.get("request_received_at")
    data["request_received_at"] = came.isoformat() if came else ""
    return {name: value for name, value in data.items() if value != ""}
