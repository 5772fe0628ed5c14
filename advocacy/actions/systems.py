"""The two systems in which a ticket is closed: asking them, confirming by hand, and what they did not do."""

from __future__ import annotations

from advocacy import letters
from advocacy.actions.writing import ADVOCATE, to_system
from advocacy.models import AdvocateCase
from advocacy.rules.labels import CRM, SERVICE_DESK, SYSTEMS
from cases.connectors import planning
from cases.connectors.outcome import advice, label
from cases.step import Step

STUCK = "system_needs_person"
WANTED = {"crm": ("closable", "handed_over"), "service_desk": ("closed_in_crm",)}


def call_key(case: AdvocateCase, system: str, operation: str = "close") -> str:
    """The business key of a call: one closing in each round of the ticket."""
    return f"{case.reference}/{case.round}/{system}/{operation}"


def ask_to_close(step: Step, letter: str, system: str, then: str) -> None:
    """Asks a system to close; `then` is the action that follows once it was read to be closed there."""
    step.set("closing_stuck", "")
    call = {
        "operation": "close",
        "key": call_key(step.case, system),
        "follows": {"done": then, "stuck": STUCK},
    }
    to_system(step, letter, system, SYSTEMS[system], when_sent={"name": then}, call=call)


def confirmed(step: Step, system: str) -> None:
    """It is closed there. What a person confirms is kept as the outcome of the call."""
    step.set("closing_stuck", "")
    if step.role != "system":
        planning.by_person(
            step,
            system=system,
            operation="close",
            key=call_key(step.case, system),
            number=step.data.get("confirmation") or "",
        )


def needs_person(step: Step) -> None:
    """A system did not do what it was asked: a task for a person. The ticket stays where it is."""
    case: AdvocateCase = step.case
    system, outcome = step.data["system"], step.data["outcome"]
    if case.state not in WANTED[system]:
        step.say(closing="not wanted any more")
        return
    step.set("closing_stuck", system)
    step.effect("task_close_by_hand")
    about = letters.Stuck(
        case=case.reference,
        product=case.product,
        account=case.account.name,
        system=SYSTEMS[system],
        what=step.data.get("reason") or f"{label(outcome)}.",
        todo=advice(outcome) or "Do it there, and confirm it by hand.",
    )
    step.write("task_close_by_hand", system, ADVOCATE, about)


def systems_back(step: Step) -> None:
    """Where a system has closed the case, or was asked to, it is asked to open it again."""
    case: AdvocateCase = step.case
    if case.crm_closed_at is not None or case.crm_requested_at is not None:
        step.effect("crm_reopen_requested")
        _open_again(step, "crm", CRM)
    if case.servicenow_closed_at is not None or case.servicenow_requested_at is not None:
        step.effect("servicenow_reopen_requested")
        _open_again(step, "service_desk", SERVICE_DESK)
    step.set("closing_stuck", "")
    for name in ("crm_requested_at", "crm_closed_at", "servicenow_requested_at", "servicenow_closed_at"):
        step.set(name, None)


def _open_again(step: Step, system: str, words: str) -> None:
    key = call_key(step.case, system, "open_again")
    to_system(step, "task_open_again", system, words, call={"operation": "open_again", "key": key})
