"""The states of a ticket with everything said about them, and how the map lays them out."""

from __future__ import annotations

from advocacy.rules.labels import CRM, SERVICE_DESK
from cases.kinds import State

TEAM = "advocacy"
STATES = (
    State(
        "open", "Open", "With the advocate", "ring", "now", TEAM,
        "What the ticket's type needs is put on file; where the customer is silent, attempts are made.",
        attention_hours=72, waiting_for="What its type still needs",
    ),
    State(
        "waiting_customer", "Waiting for the customer", "Waiting for the customer", "hourglass", "wait", TEAM,
        "Calls and e-mail are made; after some days of silence a letter goes out.",
        attention_hours=504, waiting_for="The customer to be in touch",
    ),
    State(
        "letter_due", "Letter due", "With the advocate", "half", "now", TEAM,
        "The customer was silent: the letter goes out, or goes out another way.",
        attention_hours=24, waiting_for="The letter to be sent",
    ),
    State(
        "letter_sent", "Letter sent", "Waiting for the customer", "hourglass", "wait", TEAM,
        "The letter is on its way, or the customer still has until its date.",
        attention_hours=336, waiting_for="The date of the letter",
    ),
    State(
        "closable", "Ready to close", "With the advocate", "half", "now", TEAM,
        "Everything that the ticket's type needs is there.",
        attention_hours=24, waiting_for=f"Closing in {CRM}",
    ),
    State(
        "handed_over", "Handed over", "With the advocate", "half", "now", TEAM,
        "Somebody else has taken the matter over; the ticket can be closed.",
        attention_hours=48, waiting_for=f"Closing in {CRM}",
    ),
    State(
        "closed_in_crm", f"Closed in {CRM}", "With the advocate", "half", "now", TEAM,
        f"Closed in {CRM}; {SERVICE_DESK} comes next.",
        attention_hours=24, waiting_for=f"Closing in {SERVICE_DESK}",
    ),
    State(
        "closed", "Closed", "Done", "tick-disc", "done", None,
        f"Closed in {CRM} and {SERVICE_DESK}; the survey went out.", closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("open", "waiting_customer", "letter_due", "letter_sent"),
    ("closable", "handed_over", "closed_in_crm", "closed"),
)

EFFECTS = {
    "customer_in_touch": "The customer was in touch; earlier attempts no longer count",
    "wait_over": "The wait for the customer is over",
    "letter_made": "The letter was made",
    "no_response_letter_sent": "The closing letter was sent",
    "negotiation_letter_sent": "The letter with its date was sent",
    "letter_date_reached": "The date of the letter has come",
    "letter_came_back": "The letter came back",
    "task_other_channel": "A task: write another way",
    "customer_mail_sent": "The customer was written to",
    "offer_recorded": "The offer is on file",
    "offer_answer_recorded": "The answer to the offer is on file",
    "offer_reminder_sent": "The customer was reminded of the offer",
    "offer_lapsed": "The offer has lapsed",
    "tech_review_opened": "A technical review began",
    "tech_review_closed": "A technical review is over",
    "hand_over_note_sent": "The note went to the field and to Field Partner Support",
    "ready": "Everything that the type needs is there",
    "no_longer_ready": "Something that the type needs is missing again",
    "crm_close_requested": f"{CRM} was asked to close the case",
    "task_close_by_hand": "A task: a system did not close it",
    "closed_in_crm": f"Closed in {CRM}",
    "crm_reopen_requested": f"{CRM} was asked to open the case again",
    "servicenow_close_requested": f"{SERVICE_DESK} was asked to close the case",
    "closed_in_servicenow": f"Closed in {SERVICE_DESK}",
    "servicenow_reopen_requested": f"{SERVICE_DESK} was asked to open the case again",
    "survey_sent": "The survey went to the customer",
    "closed": "The ticket is closed",
    "reopened": "The ticket was opened again",
}
