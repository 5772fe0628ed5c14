"""The words for people behind every code of an advocate case."""

from __future__ import annotations

from collections.abc import Mapping

CRM = "Infor CRM"
SERVICE_DESK = "ServiceNow"
SYSTEMS = {"crm": CRM, "service_desk": SERVICE_DESK}

STATES = {
    "open": "Open",
    "waiting_customer": "Waiting for the customer",
    "letter_due": "Letter due",
    "letter_sent": "Letter sent",
    "closable": "Ready to close",
    "handed_over": "Handed over",
    "closed_in_crm": f"Closed in {CRM}",
    "closed": "Closed",
}

OUTCOMES = {"closed": "Closed"}

FLAGS = {
    "late_fact": "Late fact",
    "auto_close_blocked": "Does not close by itself",
    "offer_reminder_missed": "Offer lapsed without a reminder",
    "closing_stuck": "A system needs a person",
}

TYPES = {
    "cabinet_replacement": "Cabinet replacement",
    "buy_back": "Buy-back",
    "npr": "Reimbursement (NPR)",
    "finding_service": "Finding service",
    "finding_service_expedited": "Finding service, expedited",
    "field_involved": "Field involved",
    "no_response": "No response",
    "further_negotiation": "Further negotiation",
    "escalated_contact": "Escalated contact",
    "unresolved_negotiation": "Unresolved negotiation",
    "ongoing_service": "Ongoing service",
    "ongoing_installation": "Ongoing installation",
    "multiple_issues": "Multiple issues",
    "pes": "Pending engineering solution",
    "true_blue": "True Blue",
    "social_media": "Social media",
}

CALLER_TYPES = {
    "": "Blank",
    "owner": "Owner",
    "service_company": "Service Company",
    "dealer": "Dealer",
    "distributor": "Distributor",
    "installer": "Installer",
    "designer": "Designer",
    "builder": "Builder",
    "other": "Other",
}

DISTRIBUTORS = {"affiliated": "Affiliated", "non_affiliated": "Not affiliated"}
RESULTS = {"none": "Nothing further", "replacement": "Replacement", "npr": "Reimbursement (NPR)"}
FIELD_ROLES = {"pd": "Product distributor", "rsm": "RSM", "dsm": "DSM", "fsm": "FSM"}
ATTEMPT_CHANNELS = {"phone": "Phone", "email": "E-mail", "letter": "Letter"}
CONTACT_CHANNELS = {
    **ATTEMPT_CHANNELS,
    "chat": "Chat",
    "in_person": "In person",
    "voicemail": "Voicemail",
}
SENDING = {"email": "E-mail", "post": "Post"}
LETTERS = {
    "unreachable": "Closing letter, nobody reached",
    "no_reply": "Closing letter, no reply",
    "negotiation_deadline": "Letter with a date",
}


def words(choices: Mapping[str, str], code: str) -> str:
    """The label of a code; the code itself where there is none."""
    return choices.get(code, code)
