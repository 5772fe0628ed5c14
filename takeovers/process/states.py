"""The states of a take-over with everything said about them, and how the map lays them out."""

from __future__ import annotations

from typing import Any

from cases.kinds import State
from takeovers.rules import steps


def holder(case: Any) -> str:
    """Partners while in every unfinished company it is their turn, else customer care."""
    return "partners" if steps.waits_for_partners(case.facts()) else "customer_care"


CARE = "customer_care"
STATES = (
    State(
        "draft", "Draft", "Not submitted yet", "dashed-ring", "plain", CARE,
        "The request is being put together; nobody has been written to.",
        attention_hours=72, waiting_for="The request to be submitted",
    ),
    State(
        "awaiting_agreements", "Awaiting agreements", "Waiting for the parties", "hourglass", "wait", CARE,
        "Three parties have to agree in writing before anything moves.",
        attention_hours=72, waiting_for="The written agreements",
    ),
    State(
        "ready", "Ready", "With customer care", "ring", "now", CARE,
        "All agreements are there; the steps can begin.",
        attention_hours=24, waiting_for="The start of the steps",
    ),
    State(
        "in_progress", "In progress", "Step by step", "half", "now", holder,
        "The seven steps are done company by company, each by its actor and proven.",
        attention_hours=72, waiting_for="The next step",
    ),
    State(
        "reversing", "Going back", "With customer care", "half", "now", CARE,
        "An agreement was withdrawn after the first steps: users go back to their old licences.",
        attention_hours=48, waiting_for="Users to be back on their old licences",
    ),
    State(
        "completed", "Completed", "Done", "tick-disc", "done", None,
        "Every company is with its new partner.", closed=True,
    ),
    State(
        "cancelled", "Cancelled", "Ended", "tick-disc", "done", None,
        "The move does not take place.", closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("draft", "awaiting_agreements", "ready", "in_progress", "completed"),
    ("", "", "", "reversing", "cancelled"),
)

EFFECTS = {
    "receipt_sent": "A receipt that names the missing agreements",
    "draft_acknowledged": "Who asked by mail was told what is still to be said",
    "agreement_recorded": "An agreement was recorded",
    "agreement_withdrawn": "An agreement was withdrawn",
    "turn_told": "A partner was told that it is their turn",
    "company_moved": "The company was moved",
    "reseller_moved": "The reseller itself was moved",
    "discount_on_next_invoice": "The discount goes on the next invoice",
    "discount_confirmed": "The discount was found on the invoice",
    "completion_told": "All parties were told that everything is moved",
    "cancellation_told": "All parties were told that nothing is moved",
    "cutoff_told": "All parties were told that mid-month has passed",
    "month_warning": "Customer care was warned that the month ends",
    "month_missed_escalated": "The missed month was escalated",
    "custom_leftover_reminder": "A reminder of left-over custom licences",
    "task_check_discount": "A task: check the discount on the invoice",
}
