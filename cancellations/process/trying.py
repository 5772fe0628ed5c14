"""The facts of a cancellation that is only tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cancellations.models.parts import order_facts, orders_about
from cancellations.rules import CancellationFacts
from cancellations.rules.policy import DEFAULTS
from cases.words import plain_name

NAMES = ("client", "campaign", "titan_order_id", "rep_name", "rep_contact", "reason", "sender", "subject")
LATER = ("billing_cancelled", "fulfilment_cancelled", "true_up")


def facts_of(given: Mapping[str, Any], now: datetime) -> CancellationFacts:
    """What the rules take: the request as it would come in at `now`, or in the state asked about."""
    named: dict[str, Any] = {name: given.get(name) or "" for name in NAMES}
    rows = list(orders_about(named["titan_order_id"], named["client"], named["campaign"]))
    key, state = plain_name(named["titan_order_id"]), given.get("state") or "complete"
    passed = LATER[: LATER.index(state) + 1] if state in LATER else ()
    return CancellationFacts(
        **named,
        products=tuple(given.get("products") or ()),
        all_products=bool(given.get("all_products")),
        time_zone=str(DEFAULTS["time_zone"]),
        state=state,
        received_at=now,
        entered_at=now,
        billing_cancelled_at=now if "billing_cancelled" in passed else None,
        fulfilment_cancelled_at=now if "fulfilment_cancelled" in passed else None,
        rep_informed_at=now if "true_up" in passed else None,
        order=next((order_facts(row) for row in rows if key and row.key == key), None),
        elsewhere=tuple(order_facts(row) for row in rows if row.key != key),
    )
