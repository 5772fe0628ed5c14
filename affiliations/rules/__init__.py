"""The rules of transitions: pure functions over frozen facts, policy and an instant."""

from affiliations.rules.automatic import automatic
from affiliations.rules.decide import brief, decide
from affiliations.rules.facts import Access, AccountFacts, AffiliationFacts, Group
from affiliations.rules.timers import cancel_reason, plan

__all__ = [
    "Access",
    "AccountFacts",
    "AffiliationFacts",
    "Group",
    "automatic",
    "brief",
    "cancel_reason",
    "decide",
    "plan",
]
