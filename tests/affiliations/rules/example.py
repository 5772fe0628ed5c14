"""A transition to begin from: one account of 150 badges, two groups, everything issued and billed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from affiliations.rules import Access, AccountFacts, AffiliationFacts, Group
from affiliations.rules.policy import policy_of
from cases.routing import Asked, Policy, unmet

POLICY = policy_of()
DONE = Group("G1", issued=True, billed=True)


def on(text: str) -> datetime:
    """An instant from its ISO text."""
    return datetime.fromisoformat(text)


OPENED = on("2024-07-01T08:00:00-05:00")
FACTS = AffiliationFacts(
    "Clinic North",
    "Reseller Ray",
    "ENT-7",
    "America/Chicago",
    (AccountFacts("A1", 150),),
    (DONE, Group("G2", issued=True, billed=True)),
    (Access("ray@example.org"), Access("ann@example.org")),
    opened_at=OPENED,
)


def asked(facts: AffiliationFacts, role: str = "sales_rep", policy: Policy = POLICY, **data: Any) -> Asked:
    """The question of an action in that role with that input."""
    return Asked(facts, policy, on("2024-07-02T09:00:00-05:00"), role, facts.state, data)


def told(checks: Any) -> dict[str, str]:
    """What stands against the action: sentence by code."""
    return {refusal.code: refusal.message for refusal in unmet(checks)}
