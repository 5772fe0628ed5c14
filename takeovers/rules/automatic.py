"""What follows by itself."""

from __future__ import annotations

from datetime import datetime

from cases.routing import Policy
from takeovers.rules import parties
from takeovers.rules.facts import TakeoverFacts


def automatic(facts: TakeoverFacts, state: str, policy: Policy, now: datetime) -> str | None:
    """The action that the facts ask the system for; None when they ask for none."""
    if state == "awaiting_agreements" and not parties.missing(facts, policy, now):
        return "agreements_complete"
    if state == "reversing" and not facts.cancel_wanted and not parties.missing(facts, policy, now):
        return "resume"
    if state == "in_progress" and facts.companies and all(one.finished for one in facts.companies):
        return "complete"
    return None
