"""The rules of advocate cases: pure functions over frozen facts, policy and an instant."""

from advocacy.rules.automatic import automatic
from advocacy.rules.decide import brief, decide
from advocacy.rules.facts import AdvocateFacts, Attempt, Contact, Letter, Offer, Review
from advocacy.rules.timers import cancel_reason, plan

__all__ = [
    "AdvocateFacts",
    "Attempt",
    "Contact",
    "Letter",
    "Offer",
    "Review",
    "automatic",
    "brief",
    "cancel_reason",
    "decide",
    "plan",
]
