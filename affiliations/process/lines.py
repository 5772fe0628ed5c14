"""What the queue shows of a transition."""

from __future__ import annotations

from affiliations.models import AffiliationCase
from affiliations.process.states import STATES
from affiliations.rules import AffiliationFacts
from cases.panels import QueueLine
from cases.routing import Decision
from cases.words import counted, listed

WAITING = {state.code: state.waiting_for for state in STATES}
MOST_NAMED = 3


def queue_line(case: AffiliationCase, facts: AffiliationFacts, decision: Decision) -> QueueLine:
    """One line: who leaves whom, what it waits for."""
    words = [
        facts.customer, facts.reseller, facts.enterprise_affiliation, facts.deal_id, case.reference or "",
        *(one.no for one in facts.accounts[:100]), *(one.name for one in facts.groups[:100]),
    ]  # fmt: skip
    return QueueLine(
        title=f"{facts.customer} leaves {facts.reseller}",
        waiting_for=waiting_for(facts),
        detail=decision.answer,
        search_text=" ".join(word for word in words if word),
    )


def waiting_for(facts: AffiliationFacts) -> str:
    """The groups that hold it up where there are some; else what the state waits for."""
    if facts.state == "awaiting_issue" and facts.not_issued:
        return f"{_named([group.name for group in facts.not_issued])} to be issued"
    if facts.state == "awaiting_billing" and facts.unbilled:
        return f"{_named([group.name for group in facts.unbilled])} to be billed"
    if facts.state == "reseller_rep_work" and facts.without_expired:
        return f"An expired shipment on {_named([group.name for group in facts.without_expired])}"
    return WAITING.get(facts.state, "")


def _named(names: list[str]) -> str:
    return listed(names) if len(names) <= MOST_NAMED else counted(len(names), "group")
