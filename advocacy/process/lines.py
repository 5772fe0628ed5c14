"""What the queue shows of a ticket."""

from __future__ import annotations

from advocacy.models import AdvocateCase
from advocacy.process.states import STATES
from advocacy.rules import AdvocateFacts, labels
from cases.panels import QueueLine
from cases.routing import Decision

WAITING = {state.code: state.waiting_for for state in STATES}


def queue_line(case: AdvocateCase, facts: AdvocateFacts, decision: Decision) -> QueueLine:
    """One line: the product, the type, what it waits for."""
    kind = labels.words(labels.TYPES, facts.case_type)
    words = [
        facts.product, facts.serial, kind, case.account.name, case.customer, case.reference or "",
        case.crm_confirmation, case.servicenow_confirmation,
    ]  # fmt: skip
    return QueueLine(
        title=f"{facts.product}: {kind[0].lower() if kind[1:2].islower() else kind[0]}{kind[1:]}",
        waiting_for=_waiting_for(facts),
        detail=decision.answer,
        search_text=" ".join(word for word in words if word),
    )


def _waiting_for(facts: AdvocateFacts) -> str:
    if facts.closing_stuck:
        return f"A person: {labels.SYSTEMS[facts.closing_stuck]} did not close it"
    return WAITING.get(facts.state, "")
