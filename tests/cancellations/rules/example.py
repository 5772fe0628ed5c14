"""A request that is complete, its order, and ways to change them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from cancellations.rules import CancellationFacts, InvoiceLine, Order
from cancellations.rules.policy import policy_of
from cases.routing import Asked

POLICY = policy_of()
ZONE = "America/Chicago"


def on(text: str) -> datetime:
    """An instant of August 2024 in Chicago: "05 09:30"."""
    day, hour = text.split()
    return datetime.fromisoformat(f"2024-08-{day}T{hour}:00-05:00")


def line(product: str, currency: str, invoiced: str, fulfilled: str) -> InvoiceLine:
    """An invoice line."""
    return InvoiceLine(product, currency, Decimal(invoiced), Decimal(fulfilled))


ORDER = Order("T-1001", "Oak Motors", "Summer 24", ("Display", "Search", "Social"))
RENEWAL = Order("T-2002", "Oak Motors", "Autumn 24", ("Display",), ("T-1001",))
START = on("05 09:00")
FACTS = CancellationFacts(
    "Oak Motors", "Summer 24", "T-1001", ("Display", "Search"), ZONE, entered_at=START, order=ORDER
)
BILLED = FACTS.changed(state="billing_cancelled", billing_cancelled_at=START)
STOPPED = BILLED.changed(state="fulfilment_cancelled", fulfilment_cancelled_at=START)
GAPS = FACTS.changed(state="incomplete", products=(), entered_at=None, asked_at=START)


def asked(facts: CancellationFacts, **data: Any) -> Asked:
    """A guard's question about these facts."""
    return Asked(facts, POLICY, START, "sales_enablement", facts.state, data)
