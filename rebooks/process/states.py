"""The states of a rebook with everything said about them, and how the map lays them out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop as _

from cases.kinds import State
from rebooks.rules.labels import HEARD_BY


def heard_by(case: Any) -> str:
    """The team that heard of the wish; the opener's while nobody has said."""
    return HEARD_BY.get(case.request_source, str(case.opener_team))


STATES = (
    State(
        "intake", _("Intake"), _("Waiting for the next step"), "ring", "now", heard_by,
        _("The order is on file; the team that heard of it decides the next step."),
        attention_hours=24, waiting_for=_("The next step of who heard it"),
    ),
    State(
        "clarifying", _("Clarifying"), _("Waiting for the customer"), "hourglass", "wait", heard_by,
        _("Somebody asked whether the extra time is for testing or for paying."),
        attention_hours=48, waiting_for=_("The customer's answer: testing or paying"),
    ),
    State(
        "payment_followup", _("Payment follow-up"), _("With AR and Collections"), "half", "now",
        "ar_collections", _("A payment question: nothing is returned."), attention_hours=168,
        waiting_for=_("The reason for the later payment"),
    ),
    State(
        "change_with_nlr", _("Change in the order month"), _("With the NLR agent"), "half", "now",
        "new_license", _("A change of the licence inside the order month, made by Order Processing."),
        attention_hours=48, waiting_for=_("The change by Order Processing"),
    ),
    State(
        "research_review", _("In research"), _("With Research"), "half", "now", "research",
        _("The research specialist evaluates the case and distributes it."),
        attention_hours=24, waiting_for=_("The research specialist's decision"),
    ),
    State(
        "with_new_license", _("With New License"), _("With New License"), "half", "now", "new_license",
        _("New License cancels or returns the first order and books the second."),
        attention_hours=24, waiting_for=_("The second order"),
    ),
    State(
        "return_requested", _("Return requested"), _("Waiting for the Return Team"), "hourglass", "wait",
        "returns", _("The Return Team was asked to return the first order."), attention_hours=72,
        waiting_for=_("The return of the first order"),
    ),
    State(
        "return_processed", _("Return processed"), _("With Research"), "half", "now", "research",
        _("The first order is returned; Re-Engage gets a new opportunity."),
        attention_hours=24, waiting_for=_("The Re-Engage opportunity"),
    ),
    State(
        "with_re_engage", _("With Re-Engage"), _("With Re-Engage"), "half", "now", "re_engage",
        _("Re-Engage works with the customer."),
        attention_hours=336, waiting_for=_("Re-Engage's work with the customer"),
    ),
    State(
        "closed", _("Closed"), _("Done"), "tick-disc", "done", None,
        _("Nothing is left to do. A new wish of the customer is a new case."), closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("intake", "clarifying", "research_review", "with_new_license", "", "", "closed"),
    ("", "payment_followup", "", "return_requested", "return_processed", "with_re_engage"),
    ("", "change_with_nlr"),
)

EFFECTS = {
    "task_ask_clarification": _("A task: ask whether the time is for testing or for paying"),
    "task_ask_payment_reason": _("A task: ask why the payment takes longer"),
    "task_follow_up_evaluation": _("A task: follow up on the trial"),
    "activity_for_nlr_agent_on_opportunity": _("An activity for the NLR agent on the opportunity"),
    "change_sent_to_order_processing": _("The change went to Order Processing"),
    "change_reminder": _("A reminder that the change is overdue"),
    "research_ticket_created": _("A ticket for the Research Team"),
    "opportunity_distributed": _("The opportunity went to New License"),
    "research_support_task": _("A task: research for the sales rep"),
    "return_requested": _("The Return Team was asked for the return"),
    "return_processed": _("The first order is returned"),
    "re_engage_opportunity_created": _("A new opportunity for Re-Engage"),
    "window_expired": _("The window for the second order ended"),
}
