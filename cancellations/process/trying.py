"""The facts of a cancellation that is only tried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cancellations.forms.parts import split_all
from cancellations.forms.trying import ENDS
from cancellations.models.parts import lines_of, order_facts, orders_about
from cancellations.rules import CancellationFacts, Order
from cancellations.rules.policy import DEFAULTS
from cases.words import plain_name

NAMES = (
    "client", "campaign", "titan_order_id", "rep_name", "rep_contact", "reason", "sender", "subject",
    "outcome",
)  # fmt: skip
LATER = ("billing_cancelled", "fulfilment_cancelled", "true_up")
INSTANTS = ("vision_vx_at", "titan_at", "true_up_done_at")


def facts_of(given: Mapping[str, Any], now: datetime) -> CancellationFacts:
    """What the rules take: the request as it would come in at `now`, or in the state asked about."""
    named: dict[str, Any] = {name: given.get(name) or "" for name in NAMES}
    named |= {name: given.get(name) for name in INSTANTS}
    state = given.get("state") or "complete"
    passed = LATER[: LATER.index(state) + 1] if state in LATER else ()
    own, elsewhere = _orders(given, named)
    single, every = split_all(list(given.get("products") or ()))
    adjusted = lines_of(given.get("trued_up") or ()) or (own.lines if own else ())
    return CancellationFacts(
        **named,
        products=tuple(single),
        all_products=every,
        time_zone=str(DEFAULTS["time_zone"]),
        state=state,
        is_closed=state in ENDS,
        received_at=now,
        entered_at=now,
        billing_cancelled_at=now if "billing_cancelled" in passed else None,
        fulfilment_cancelled_at=now if "fulfilment_cancelled" in passed else None,
        rep_informed_at=given.get("rep_informed_at") or (now if "true_up" in passed else None),
        order=own,
        elsewhere=elsewhere,
        trued_up=adjusted if given.get("true_up_done_at") else (),
    )


def _orders(given: Mapping[str, Any], named: Mapping[str, str]) -> tuple[Order | None, tuple[Order, ...]]:
    """The order that the request names and the others of its campaign: as typed, or as they are on record."""
    key = plain_name(named["titan_order_id"])
    typed = given.get("known_orders") or ()
    orders: Sequence[Order]
    if typed:
        lines = lines_of(given.get("invoice_lines") or ())
        orders = [_typed(row, lines if plain_name(row["titan_order_id"]) == key else ()) for row in typed]
    else:
        orders = [
            order_facts(row)
            for row in orders_about(named["titan_order_id"], named["client"], named["campaign"])
        ]
    own = next((one for one in orders if key and plain_name(one.titan_order_id) == key), None)
    return own, tuple(one for one in orders if plain_name(one.titan_order_id) != key)


def _typed(row: Mapping[str, Any], lines: Any) -> Order:
    return Order(
        row["titan_order_id"], row["client"], row["campaign"], tuple(row.get("products") or ()), (), lines
    )
