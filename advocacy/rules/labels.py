"""The words for people behind every code of an advocate case."""

from __future__ import annotations

from collections.abc import Mapping

from cases.marks import marked as _

CRM = "Infor CRM"
SERVICE_DESK = "ServiceNow"
SYSTEMS = {"crm": CRM, "service_desk": SERVICE_DESK}

STATES = {
    "open": _("Open"),
    "waiting_customer": _("Waiting for the customer"),
    "letter_due": _("Letter due"),
    "letter_sent": _("Letter sent"),
    "closable": _("Ready to close"),
    "handed_over": _("Handed over"),
    "closed_in_crm": _("Closed in Infor CRM"),
    "closed": _("Closed"),
}

OUTCOMES = {"closed": _("Closed")}

FLAGS = {
    "late_fact": _("Late fact"),
    "auto_close_blocked": _("Does not close by itself"),
    "offer_reminder_missed": _("Offer lapsed without a reminder"),
    "closing_stuck": _("A system needs a person"),
}

TYPES = {
    "cabinet_replacement": _("Cabinet replacement"),
    "buy_back": _("Buy-back"),
    "npr": _("Reimbursement (NPR)"),
    "finding_service": _("Finding service"),
    "finding_service_expedited": _("Finding service, expedited"),
    "field_involved": _("Field involved"),
    "no_response": _("No response"),
    "further_negotiation": _("Further negotiation"),
    "escalated_contact": _("Escalated contact"),
    "unresolved_negotiation": _("Unresolved negotiation"),
    "ongoing_service": _("Ongoing service"),
    "ongoing_installation": _("Ongoing installation"),
    "multiple_issues": _("Multiple issues"),
    "pes": _("Pending engineering solution"),
    "true_blue": _("True Blue"),
    "social_media": _("Social media"),
}

CALLER_TYPES = {
    "": _("Blank"),
    "owner": _("Owner"),
    "service_company": _("Service Company"),
    "dealer": _("Dealer"),
    "distributor": _("Distributor"),
    "installer": _("Installer"),
    "designer": _("Designer"),
    "builder": _("Builder"),
    "other": _("Other"),
}

DISTRIBUTORS = {"affiliated": _("Affiliated"), "non_affiliated": _("Not affiliated")}
RESULTS = {"none": _("Nothing further"), "replacement": _("Replacement"), "npr": _("Reimbursement (NPR)")}
FIELD_ROLES = {"pd": _("Product distributor"), "rsm": "RSM", "dsm": "DSM", "fsm": "FSM"}
ATTEMPT_CHANNELS = {"phone": _("Phone"), "email": _("E-mail"), "letter": _("Letter")}
CONTACT_CHANNELS = {
    **ATTEMPT_CHANNELS,
    "chat": _("Chat"),
    "in_person": _("In person"),
    "voicemail": _("Voicemail"),
}
SENDING = {"email": _("E-mail"), "post": _("Post")}
LETTERS = {
    "unreachable": _("Closing letter, nobody reached"),
    "no_reply": _("Closing letter, no reply"),
    "negotiation_deadline": _("Letter with a date"),
}


def words(choices: Mapping[str, str], code: str) -> str:
    """The label of a code; the code itself where there is none."""
    return choices.get(code, code)
