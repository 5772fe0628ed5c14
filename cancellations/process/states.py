"""The states of a cancellation with everything said about them, and how the map lays them out."""

from __future__ import annotations

from cases.kinds import State

TEAM = "sales_enablement"
STATES = (
    State(
        "incomplete", "Incomplete", "Waiting, rep", "hourglass", "wait", TEAM,
        "Something is missing or does not fit the order; the rep was asked for all of it.",
        attention_hours=168, waiting_for="The rep's answer",
    ),
    State(
        "complete", "Complete", "With Sales enablement", "half", "now", TEAM,
        "Everything is named and fits the order; billing is cancelled next.",
        attention_hours=24, waiting_for="Billing to be cancelled",
    ),
    State(
        "billing_cancelled", "Billing cancelled", "With Sales enablement", "half", "now", TEAM,
        "Nothing more is invoiced; Vision VX and Titan confirm that fulfilment stops.",
        attention_hours=24, waiting_for="Fulfilment to be cancelled",
    ),
    State(
        "fulfilment_cancelled", "Fulfilment cancelled", "With Sales enablement", "half", "now", TEAM,
        "Both are cancelled; the rep is told and the invoices are adjusted, in any order.",
        attention_hours=48, waiting_for="The rep to be told, and the true-up",
    ),
    State(
        "true_up", "True-up", "With Sales enablement", "half", "now", TEAM,
        "One of the two last parts is done; with the other the case can be closed.",
        attention_hours=48, waiting_for="The last parts, and closing",
    ),
    State(
        "closed", "Closed", "Done", "tick-disc", "done", None,
        "Billing and fulfilment are cancelled, the rep is told, the invoices are adjusted.", closed=True,
    ),
    State(
        "rejected", "Not a cancellation", "Ended", "tick-disc", "done", None,
        "It was a question, an order change or something else; nothing was cancelled.", closed=True,
    ),
    State(
        "withdrawn", "Withdrawn", "Ended", "tick-disc", "done", None,
        "The rep took the request back before billing was cancelled.", closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("incomplete", "complete", "billing_cancelled", "fulfilment_cancelled", "true_up", "closed"),
    ("rejected", "withdrawn", "", "", "", ""),
)

EFFECTS = {
    "missing_info_reply": "The rep was asked for what is missing",
    "missing_info_reminder": "The rep was reminded of what is missing",
    "duplicate_linked": "The same request came again and was linked",
    "overlap_reply": "The rep was told which products are in hand already",
    "rejection_reply": "The rep was told that nothing is cancelled",
    "billing_cancelled": "Billing was cancelled",
    "fulfilment_cancelled": "Fulfilment was cancelled",
    "rep_informed": "The rep was told",
    "invoices_trued_up": "The invoices were adjusted",
    "marked_for_true_up": "Lines invoiced meanwhile were marked for the true-up",
    "stale_reminder": "A reminder of the step that waits",
    "manager_informed": "The manager was told that the rep cannot be reached",
    "closed": "The case was closed",
}
