"""The states of a cancellation with everything said about them, and how the map lays them out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cases.kinds import State

TEAM = "sales_enablement"
STATES = (
    State(
        "incomplete", _("Incomplete"), _("Waiting, rep"), "hourglass", "wait", TEAM,
        _("Something is missing or does not fit the order; the rep was asked for all of it."),
        attention_hours=168, waiting_for=_("The rep's answer"),
    ),
    State(
        "complete", _("Complete"), _("With Sales enablement"), "half", "now", TEAM,
        _("Everything is named and fits the order; billing is cancelled next."),
        attention_hours=24, waiting_for=_("Billing to be cancelled"),
    ),
    State(
        "billing_cancelled", _("Billing cancelled"), _("With Sales enablement"), "half", "now", TEAM,
        _("Nothing more is invoiced; Vision VX and Titan confirm that fulfilment stops."),
        attention_hours=24, waiting_for=_("Fulfilment to be cancelled"),
    ),
    State(
        "fulfilment_cancelled", _("Fulfilment cancelled"), _("With Sales enablement"), "half", "now", TEAM,
        _("Both are cancelled; the rep is told and the invoices are adjusted, in any order."),
        attention_hours=48, waiting_for=_("The rep to be told, and the true-up"),
    ),
    State(
        "true_up", _("True-up"), _("With Sales enablement"), "half", "now", TEAM,
        _("One of the two last parts is done; with the other the case can be closed."),
        attention_hours=48, waiting_for=_("The last parts, and closing"),
    ),
    State(
        "closed", _("Closed"), _("Done"), "tick-disc", "done", None,
        _("Billing and fulfilment are cancelled, the rep is told, the invoices are adjusted."), closed=True,
    ),
    State(
        "rejected", _("Not a cancellation"), _("Ended"), "tick-disc", "done", None,
        _("It was a question, an order change or something else; nothing was cancelled."), closed=True,
    ),
    State(
        "withdrawn", _("Withdrawn"), _("Ended"), "tick-disc", "done", None,
        _("The rep took the request back before billing was cancelled."), closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("incomplete", "complete", "billing_cancelled", "fulfilment_cancelled", "true_up", "closed"),
    ("rejected", "withdrawn", "", "", "", ""),
)

EFFECTS = {
    "missing_info_reply": _("The rep was asked for what is missing"),
    "missing_info_reminder": _("The rep was reminded of what is missing"),
    "duplicate_linked": _("The same request came again and was linked"),
    "overlap_reply": _("The rep was told which products are in hand already"),
    "rejection_reply": _("The rep was told that nothing is cancelled"),
    "billing_cancelled": _("Billing was cancelled"),
    "fulfilment_cancelled": _("Fulfilment was cancelled"),
    "rep_informed": _("The rep was told"),
    "invoices_trued_up": _("The invoices were adjusted"),
    "marked_for_true_up": _("Lines invoiced meanwhile were marked for the true-up"),
    "stale_reminder": _("A reminder of the step that waits"),
    "manager_informed": _("The manager was told that the rep cannot be reached"),
    "closed": _("The case was closed"),
}
