"""The states of a take-over with everything said about them, and how the map lays them out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from cases.kinds import State
from takeovers.rules import steps


def holder(case: Any) -> str:
    """Partners while in every unfinished company it is their turn, else customer care."""
    return "partners" if steps.waits_for_partners(case.facts()) else "customer_care"


CARE = "customer_care"
STATES = (
    State(
        "draft", _("Draft"), _("Not submitted yet"), "dashed-ring", "plain", CARE,
        _("The request is being put together; nobody has been written to."),
        attention_hours=72, waiting_for=_("The request to be submitted"),
    ),
    State(
        "awaiting_agreements", _("Awaiting agreements"), _("Waiting for the parties"), "hourglass", "wait",
        CARE, _("Three parties have to agree in writing before anything moves."), attention_hours=72,
        waiting_for=_("The written agreements"),
    ),
    State(
        "ready", _("Ready"), _("With customer care"), "ring", "now", CARE,
        _("All agreements are there; the steps can begin."),
        attention_hours=24, waiting_for=_("The start of the steps"),
    ),
    State(
        "in_progress", _("In progress"), _("Step by step"), "half", "now", holder,
        _("The seven steps are done company by company, each by its actor and proven."),
        attention_hours=72, waiting_for=_("The next step"),
    ),
    State(
        "reversing", _("Going back"), _("With customer care"), "half", "now", CARE,
        _("An agreement was withdrawn after the first steps: users go back to their old licences."),
        attention_hours=48, waiting_for=_("Users to be back on their old licences"),
    ),
    State(
        "completed", _("Completed"), _("Done"), "tick-disc", "done", None,
        _("Every company is with its new partner."), closed=True,
    ),
    State(
        "cancelled", _("Cancelled"), _("Ended"), "tick-disc", "done", None,
        _("The move does not take place."), closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("draft", "awaiting_agreements", "ready", "in_progress", "completed"),
    ("", "", "", "reversing", "cancelled"),
)

EFFECTS = {
    "receipt_sent": _("A receipt that names the missing agreements"),
    "draft_acknowledged": _("Who asked by mail was told what is still to be said"),
    "agreement_recorded": _("An agreement was recorded"),
    "agreement_withdrawn": _("An agreement was withdrawn"),
    "turn_told": _("A partner was told that it is their turn"),
    "company_moved": _("The company was moved"),
    "reseller_moved": _("The reseller itself was moved"),
    "discount_on_next_invoice": _("The discount goes on the next invoice"),
    "discount_confirmed": _("The discount was found on the invoice"),
    "completion_told": _("All parties were told that everything is moved"),
    "cancellation_told": _("All parties were told that nothing is moved"),
    "cutoff_told": _("All parties were told that mid-month has passed"),
    "month_warning": _("Customer care was warned that the month ends"),
    "month_missed_escalated": _("The missed month was escalated"),
    "custom_leftover_reminder": _("A reminder of left-over custom licences"),
    "task_check_discount": _("A task: check the discount on the invoice"),
}
