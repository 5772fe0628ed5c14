"""What the queue shows of a ticket."""

from __future__ import annotations

from advocacy.models import AdvocateCase
from advocacy.process.states import STATES
from advocacy.rules import AdvocateFacts, labels
from cases.panels import QueueLine
from cases.routing import Decision
from cases.words import lower_first

WAITING = {state.code: state.waiting_for for state in STATES}


def queue_line(case: AdvocateCase, facts: AdvocateFacts, decision: Decision) -> QueueLine:
    """One line: the product, the type, what it waits for."""
    kind = labels.words(labels.TYPES, facts.case_type)
    words = [
        facts.product, facts.serial, kind, case.account.name, case.customer, case.reference or "",
        case.crm_confirmation, case.servicenow_confirmation,
    ]  # fmt: skip
    return QueueLine(
        title=f"{facts.product}: {_behind_a_colon(kind)}",
        waiting_for=_waiting_for(facts),
        detail=decision.answer,
        search_text=" ".join(word for word in words if word),
    )


def _behind_a_colon(label: str) -> str:
    """The type in small letters; a name such as True Blue, or an abbreviation, stays as it is written."""
    is_name = label.istitle() and " " in label
    return label if is_name or not label[1:2].islower() else lower_first(label)


def _waiting_for(facts: AdvocateFacts) -> str:
    if facts.closing_stuck:
        return f"A person: {labels.SYSTEMS[facts.closing_stuck]} did not close it"
    return WAITING.get(facts.state, "")
