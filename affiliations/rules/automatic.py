"""What follows by itself."""

from __future__ import annotations

from datetime import datetime

from affiliations.rules.facts import AffiliationFacts
from cases.routing import Policy


def automatic(facts: AffiliationFacts, state: str, policy: Policy, now: datetime) -> str | None:
    """The action that the facts ask the system for; None when they ask for none."""
    waits = state in {"awaiting_issue", "awaiting_billing"}
    if waits and not facts.something_open:
        return "all_billed"
    if state == "awaiting_issue" and not facts.not_issued:
        return "all_issued"
    if state == "final_check" and facts.csm and policy["csm_when"] == "won":
        return "hand_over"
    return None


def after_shipments(facts: AffiliationFacts) -> str:
    """The state that the shipments' table leads to."""
    if facts.not_issued:
        return "awaiting_issue"
    return "awaiting_billing" if facts.something_open else "switching"


def flags(facts: AffiliationFacts, *, big: bool) -> tuple[str, ...]:
    """The flags that the facts raise."""
    raised = {
        "sent_without_notice": facts.sent_without_notice,
        "big_group_not_involved": big and facts.opened_won and not facts.involved,
        "shipment_again": facts.shipment_again and facts.something_open,
        "late_fact": facts.late_fact,
        "deal_lost_late": facts.deal_lost_at is not None and facts.affiliation_updated_at is not None,
    }
    return tuple(name for name, on in raised.items() if on)
