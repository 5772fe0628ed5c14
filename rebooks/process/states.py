"""The states of a rebook with everything said about them, and how the map lays them out."""

from __future__ import annotations

from typing import Any

from cases.kinds import State
from rebooks.rules.labels import HEARD_BY


def heard_by(case: Any) -> str:
    """The team that heard of the wish; the opener's while nobody has said."""
    return HEARD_BY.get(case.request_source, str(case.opener_team))


STATES = (
    State(
        "intake", "Intake", "Waiting for the next step", "ring", "now", heard_by,
        "The order is on file; the team that heard of it decides the next step.",
        attention_hours=24, waiting_for="The next step of who heard it",
    ),
    State(
        "clarifying", "Clarifying", "Waiting for the customer", "hourglass", "wait", heard_by,
        "Somebody asked whether the extra time is for testing or for paying.",
        attention_hours=48, waiting_for="The customer's answer: testing or paying",
    ),
    State(
        "payment_followup", "Payment follow-up", "With AR and Collections", "half", "now", "ar_collections",
        "A payment question: nothing is returned.",
        attention_hours=168, waiting_for="The reason for the later payment",
    ),
    State(
        "change_with_nlr", "Change in the order month", "With the NLR agent", "half", "now", "new_license",
        "A change of the licence inside the order month, made by Order Processing.",
        attention_hours=48, waiting_for="The change by Order Processing",
    ),
    State(
        "research_review", "In research", "With Research", "half", "now", "research",
        "The research specialist evaluates the case and distributes it.",
        attention_hours=24, waiting_for="The research specialist's decision",
    ),
    State(
        "with_new_license", "With New License", "With New License", "half", "now", "new_license",
        "New License cancels or returns the first order and books the second.",
        attention_hours=24, waiting_for="The second order",
    ),
    State(
        "return_requested", "Return requested", "Waiting for the Return Team", "hourglass", "wait", "returns",
        "The Return Team was asked to return the first order.",
        attention_hours=72, waiting_for="The return of the first order",
    ),
    State(
        "return_processed", "Return processed", "With Research", "half", "now", "research",
        "The first order is returned; Re-Engage gets a new opportunity.",
        attention_hours=24, waiting_for="The Re-Engage opportunity",
    ),
    State(
        "with_re_engage", "With Re-Engage", "With Re-Engage", "half", "now", "re_engage",
        "Re-Engage works with the customer.",
        attention_hours=336, waiting_for="Re-Engage's work with the customer",
    ),
    State(
        "closed", "Closed", "Done", "tick-disc", "done", None,
        "Nothing is left to do. A new wish of the customer is a new case.", closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("intake", "clarifying", "research_review", "with_new_license", "", "", "closed"),
    ("", "payment_followup", "", "return_requested", "return_processed", "with_re_engage"),
    ("", "change_with_nlr"),
)

EFFECTS = {
    "task_ask_clarification": "A task: ask whether the time is for testing or for paying",
    "task_ask_payment_reason": "A task: ask why the payment takes longer",
    "task_follow_up_evaluation": "A task: follow up on the trial",
    "activity_for_nlr_agent_on_opportunity": "An activity for the NLR agent on the opportunity",
    "change_sent_to_order_processing": "The change went to Order Processing",
    "change_reminder": "A reminder that the change is overdue",
    "research_ticket_created": "A ticket for the Research Team",
    "opportunity_distributed": "The opportunity went to New License",
    "research_support_task": "A task: research for the sales rep",
    "return_requested": "The Return Team was asked for the return",
    "return_processed": "The first order is returned",
    "re_engage_opportunity_created": "A new opportunity for Re-Engage",
    "window_expired": "The window for the second order ended",
}
