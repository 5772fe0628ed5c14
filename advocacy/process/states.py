"""The states of a ticket with everything said about them, and how the map lays them out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cases.kinds import State

TEAM = "advocacy"
STATES = (
    State(
        "open", _("Open"), _("With the advocate"), "ring", "now", TEAM,
        _("What the ticket's type needs is put on file; where the customer is silent, attempts are made."),
        attention_hours=72, waiting_for=_("What its type still needs"),
    ),
    State(
        "waiting_customer", _("Waiting for the customer"), _("Waiting for the customer"), "hourglass", "wait",
        TEAM, _("Calls and e-mail are made; after some days of silence a letter goes out."),
        attention_hours=504, waiting_for=_("The customer to be in touch"),
    ),
    State(
        "letter_due", _("Letter due"), _("With the advocate"), "half", "now", TEAM,
        _("The customer was silent: the letter goes out, or goes out another way."),
        attention_hours=24, waiting_for=_("The letter to be sent"),
    ),
    State(
        "letter_sent", _("Letter sent"), _("Waiting for the customer"), "hourglass", "wait", TEAM,
        _("The letter is on its way, or the customer still has until its date."),
        attention_hours=336, waiting_for=_("The date of the letter"),
    ),
    State(
        "closable", _("Ready to close"), _("With the advocate"), "half", "now", TEAM,
        _("Everything that the ticket's type needs is there."),
        attention_hours=24, waiting_for=_("Closing in Infor CRM"),
    ),
    State(
        "handed_over", _("Handed over"), _("With the advocate"), "half", "now", TEAM,
        _("Somebody else has taken the matter over; the ticket can be closed."),
        attention_hours=48, waiting_for=_("Closing in Infor CRM"),
    ),
    State(
        "closed_in_crm", _("Closed in Infor CRM"), _("With the advocate"), "half", "now", TEAM,
        _("Closed in Infor CRM; ServiceNow comes next."),
        attention_hours=24, waiting_for=_("Closing in ServiceNow"),
    ),
    State(
        "closed", _("Closed"), _("Done"), "tick-disc", "done", None,
        _("Closed in Infor CRM and ServiceNow; the survey went out."), closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("open", "waiting_customer", "letter_due", "letter_sent"),
    ("closable", "handed_over", "closed_in_crm", "closed"),
)

EFFECTS = {
    "customer_in_touch": _("The customer was in touch; earlier attempts no longer count"),
    "wait_over": _("The wait for the customer is over"),
    "letter_made": _("The letter was made"),
    "no_response_letter_sent": _("The closing letter was sent"),
    "negotiation_letter_sent": _("The letter with its date was sent"),
    "letter_date_reached": _("The date of the letter has come"),
    "letter_came_back": _("The letter came back"),
    "task_other_channel": _("A task: write another way"),
    "customer_mail_sent": _("The customer was written to"),
    "offer_recorded": _("The offer is on file"),
    "offer_answer_recorded": _("The answer to the offer is on file"),
    "offer_reminder_sent": _("The customer was reminded of the offer"),
    "offer_lapsed": _("The offer has lapsed"),
    "tech_review_opened": _("A technical review began"),
    "tech_review_closed": _("A technical review is over"),
    "hand_over_note_sent": _("The note went to the field and to Field Partner Support"),
    "ready": _("Everything that the type needs is there"),
    "no_longer_ready": _("Something that the type needs is missing again"),
    "crm_close_requested": _("Infor CRM was asked to close the case"),
    "task_close_by_hand": _("A task: a system did not close it"),
    "closed_in_crm": _("Closed in Infor CRM"),
    "crm_reopen_requested": _("Infor CRM was asked to open the case again"),
    "servicenow_close_requested": _("ServiceNow was asked to close the case"),
    "closed_in_servicenow": _("Closed in ServiceNow"),
    "servicenow_reopen_requested": _("ServiceNow was asked to open the case again"),
    "survey_sent": _("The survey went to the customer"),
    "closed": _("The ticket is closed"),
    "reopened": _("The ticket was opened again"),
}
