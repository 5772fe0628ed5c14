"""How a ticket ends, first in the CRM and then in the service desk, and how it is opened again."""

from __future__ import annotations

from advocacy import letters
from advocacy.actions.shared import begin_again, put
from advocacy.actions.systems import ask_to_close, confirmed, systems_back
from advocacy.actions.writing import named, to_customer
from advocacy.models import AdvocateCase
from advocacy.rules.automatic import ready_state
from advocacy.rules.labels import CRM, SERVICE_DESK
from cases.step import Step


def ready(step: Step) -> None:
    """Where evidence and letter lead; see `rules.automatic.ready_state`."""
    case: AdvocateCase = step.case
    case.goes_to = ready_state(step.facts, case.state, step.policy, step.now)
    step.effect("ready" if case.goes_to in {"closable", "handed_over"} else "no_longer_ready")


def block_auto_close(step: Step) -> None:
    """A condition is not met: it stays ready, for a person to look at."""
    step.set("auto_close_blocked", value=True)
    step.flag("auto_close_blocked")


def request_crm_close(step: Step) -> None:
    """The CRM is asked; the step counts once it has confirmed."""
    step.set("crm_requested_at", step.now)
    step.effect("crm_close_requested")
    ask_to_close(step, "close_in_crm", "crm", "close_crm")


def request_servicenow_close(step: Step) -> None:
    """The service desk is asked; the step counts once it has confirmed."""
    step.set("servicenow_requested_at", step.now)
    step.effect("servicenow_close_requested")
    ask_to_close(step, "close_in_service_desk", "service_desk", "close_servicenow")


def close_crm(step: Step) -> None:
    """The CRM has closed it: confirmed by a person, or by the CRM's own answer."""
    case: AdvocateCase = step.case
    step.set("crm_closed_at", step.at, source=CRM)
    if step.data.get("confirmation"):
        step.set("crm_confirmation", step.data["confirmation"], source=CRM)
    case.offer_watched = False
    confirmed(step, "crm")
    step.effect("closed_in_crm")


def close_servicenow(step: Step) -> None:
    """The service desk has closed it: the ticket ends, and its one survey goes out."""
    case: AdvocateCase = step.case
    step.set("servicenow_closed_at", step.at, source=SERVICE_DESK)
    if step.data.get("confirmation"):
        step.set("servicenow_confirmation", step.data["confirmation"], source=SERVICE_DESK)
    confirmed(step, "service_desk")
    for effect in ("closed_in_servicenow", "survey_sent", "closed"):
        step.effect(effect)
    step.set("survey_sent", value=True)
    to_customer(step, "survey", letters.About(**named(case)))


def reopen(step: Step) -> None:
    """It goes on; evidence stays, attempts and letter do not carry over."""
    case: AdvocateCase = step.case
    step.effect("reopened")
    begin_again(step)
    known = [at for at in (case.counts_after, step.at) if at is not None]
    step.set("counts_after", max(known))
    case.offer_watched = False
    systems_back(step)


def hand_over(step: Step) -> None:
    """A note to the person in the field, and to Field Partner Support."""
    case: AdvocateCase = step.case
    put(step, "field_role", step.data["field_role"])
    put(step, "field_name", step.data["field_name"])
    step.effect("hand_over_note_sent")
    about = letters.Note(**named(case), note=step.data["note"])
    for to in (step.data["field_name"], "Field partner support"):
        step.write("hand_over_note", "crm", to, about)
