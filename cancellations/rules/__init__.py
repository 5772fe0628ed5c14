"""The rules of cancellations: pure functions over frozen facts, policy and an instant."""

from cancellations.rules.decide import brief, decide
from cancellations.rules.facts import CancellationFacts, InvoiceLine, Order
from cancellations.rules.timers import cancel_reason, plan

__all__ = ["CancellationFacts", "InvoiceLine", "Order", "brief", "cancel_reason", "decide", "plan"]
