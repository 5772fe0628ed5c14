"""What is done next with a cancellation of a simulated month: the rep answers, then step after step."""

from __future__ import annotations

from typing import Any

from cancellations.demo.cast import Part
from cancellations.demo.plots import BOTH, REP, SE
from cases.demo import Next


def wanted(case: Any, order: Part) -> Next | None:
    """The next act on the case of this order."""
    facts = case.facts()
    if facts.state == "incomplete":
        return "supply", REP, {
            "client": order.client, "campaign": order.campaign, "titan_order_id": order.number,
            "products": list(order.products[:2]),
        }  # fmt: skip
    if facts.state == "complete":
        return "cancel_billing", SE, {}
    if facts.state == "billing_cancelled":
        return "cancel_fulfilment", SE, BOTH
    if facts.rep_informed_at is None:
        return "inform_rep", SE, {}
    return ("true_up" if facts.true_up_done_at is None else "close"), SE, {}
