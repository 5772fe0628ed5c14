"""The actions of a ticket: who, when, with which input."""

from __future__ import annotations

from advocacy import forms
from advocacy.actions import ending, lettering, reaching, recording
from advocacy.rules import guards
from advocacy.rules.fields import FIELDS
from advocacy.rules.labels import CRM, SERVICE_DESK
from cases.kinds import Action

ADVOCATE = frozenset({"advocate"})
SYSTEM = frozenset({"system"})
OUTSIDE = frozenset({"customer", "mail"})
OURS = frozenset(name for name, field in FIELDS.items() if field.personal)

REACHING = (
    Action(
        "log_attempt", "Log an attempt", "Records a call, e-mail or letter of ours.", "logged an attempt",
        ADVOCATE, forms.AttemptForm, run=reaching.log_attempt, beside=True,
    ),
    Action(
        "customer_contact", "Customer was in touch",
        "Records a contact; attempts so far and a letter no longer count.",
        "recorded a contact of the customer", ADVOCATE | OUTSIDE, forms.ContactForm,
        run=reaching.customer_contact, beside=True,
    ),
    Action(
        "start_wait", "Start the wait", "Waits for the customer from the last attempt on.",
        "started the wait for the customer", ADVOCATE | SYSTEM, None, guards.start_wait, automatic=True,
    ),
    Action(
        "stop_wait", "Stop the wait", "Goes back, because the attempts no longer suffice.",
        "stopped the wait for the customer", SYSTEM, None, guards.stop_wait, automatic=True,
    ),
    Action(
        "send_letter", "Send the letter", "Sends the closing letter, or the one with a date.",
        "put the letter on its way", ADVOCATE | SYSTEM, forms.LetterForm, guards.send_letter,
        lettering.send_letter,
    ),
)  # fmt: skip

RECORDING = (
    Action(
        "set_evidence", "Put facts on file", "Records what the ticket's type needs.", "put facts on file",
        ADVOCATE | SYSTEM, forms.EvidenceForm, run=recording.set_evidence, personal=OURS, beside=True,
    ),
    Action(
        "set_caller_type", "Set Caller Type", "States who called, or leaves it blank.", "set Caller Type",
        ADVOCATE, forms.CallerForm, run=recording.set_caller_type, beside=True,
    ),
    Action(
        "send_customer_mail", "Write to the customer",
        "Sends the mail about the replacement, or about the next steps.", "wrote to the customer",
        ADVOCATE, None, guards.send_customer_mail, lettering.send_customer_mail, beside=True,
    ),
    Action(
        "hand_over", "Hand over to the field",
        "Sends a note to somebody in the field and to Field Partner Support.", "handed over to the field",
        ADVOCATE, forms.HandOverForm, run=ending.hand_over, beside=True,
        personal=frozenset({"note", "field_name"}),
    ),
    Action(
        "change_type", "Change the type", "Makes it another type; timers and letter are void.",
        "changed the type", ADVOCATE, forms.TypeForm, run=recording.change_type, beside=True,
        personal=frozenset({"reason"}),
    ),
)  # fmt: skip

CLOSING = (
    Action(
        "ready", "Look at the evidence", "Lets the ticket be closed, or not any more.",
        "looked at the evidence", SYSTEM, None, guards.ready, ending.ready, automatic=True,
    ),
    Action(
        "block_auto_close", "Leave the closing to a person", "Marks a ticket that does not close by itself.",
        "left the closing to a person", SYSTEM, None, run=ending.block_auto_close, automatic=True,
    ),
    Action(
        "request_crm_close", f"Ask {CRM} to close", f"Asks {CRM} to close the case.",
        f"asked {CRM} to close the case", ADVOCATE | SYSTEM, None, guards.close_crm,
        ending.request_crm_close, of_step=True, beside=True,
    ),
    Action(
        "close_crm", f"Closed in {CRM}", f"Confirms that {CRM} shows the case as closed.",
        f"confirmed the closing in {CRM}", ADVOCATE | SYSTEM, forms.ConfirmForm, guards.close_crm,
        ending.close_crm,
    ),
    Action(
        "request_servicenow_close", f"Ask {SERVICE_DESK} to close", f"Asks {SERVICE_DESK} to close the case.",
        f"asked {SERVICE_DESK} to close the case", ADVOCATE | SYSTEM, None, guards.close_servicenow,
        ending.request_servicenow_close, of_step=True, beside=True,
    ),
    Action(
        "close_servicenow", f"Closed in {SERVICE_DESK}",
        f"Confirms that {SERVICE_DESK} shows the case as closed; the survey goes out.",
        f"confirmed the closing in {SERVICE_DESK}", ADVOCATE | SYSTEM, forms.ServiceNowForm,
        guards.close_servicenow, ending.close_servicenow,
    ),
    Action(
        "reopen", "Open again", "Opens a closed ticket again; attempts begin anew.",
        "opened the ticket again", ADVOCATE | {"supervisor"}, forms.ReopenForm, guards.reopen, ending.reopen,
        personal=frozenset({"reason"}),
    ),
)  # fmt: skip

ACTIONS = REACHING + RECORDING + CLOSING
