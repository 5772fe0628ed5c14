"""The actions of a ticket: who, when, with which input."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

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
        "log_attempt", _("Log an attempt"), _("Records a call, e-mail or letter of ours."),
        "logged an attempt", ADVOCATE, forms.AttemptForm, run=reaching.log_attempt, beside=True,
    ),
    Action(
        "customer_contact", _("Customer was in touch"),
        _("Records a contact; attempts so far and a letter no longer count."),
        "recorded a contact of the customer", ADVOCATE | OUTSIDE, forms.ContactForm,
        run=reaching.customer_contact, beside=True,
    ),
    Action(
        "start_wait", _("Start the wait"), _("Waits for the customer from the last attempt on."),
        "started the wait for the customer", ADVOCATE | SYSTEM, None, guards.start_wait, automatic=True,
    ),
    Action(
        "stop_wait", _("Stop the wait"), _("Goes back, because the attempts no longer suffice."),
        "stopped the wait for the customer", SYSTEM, None, guards.stop_wait, automatic=True,
    ),
    Action(
        "send_letter", _("Send the letter"), _("Sends the closing letter, or the one with a date."),
        "put the letter on its way", ADVOCATE | SYSTEM, forms.LetterForm, guards.send_letter,
        lettering.send_letter,
    ),
)  # fmt: skip

RECORDING = (
    Action(
        "set_evidence", _("Put facts on file"), _("Records what the ticket's type needs."),
        "put facts on file", ADVOCATE | SYSTEM, forms.EvidenceForm, run=recording.set_evidence, personal=OURS,
        beside=True,
    ),
    Action(
        "set_caller_type", _("Set Caller Type"), _("States who called, or leaves it blank."),
        "set Caller Type", ADVOCATE, forms.CallerForm, run=recording.set_caller_type, beside=True,
    ),
    Action(
        "send_customer_mail", _("Write to the customer"),
        _("Sends the mail about the replacement, or about the next steps."), "wrote to the customer",
        ADVOCATE, None, guards.send_customer_mail, lettering.send_customer_mail, beside=True,
        letters=("customer_mail", "replacement_mail"),
    ),
    Action(
        "hand_over", _("Hand over to the field"),
        _("Sends a note to somebody in the field and to Field Partner Support."), "handed over to the field",
        ADVOCATE, forms.HandOverForm, run=ending.hand_over, beside=True,
        personal=frozenset({"note", "field_name"}), letters=("hand_over_note",),
    ),
    Action(
        "change_type", _("Change the type"), _("Makes it another type; timers and letter are void."),
        "changed the type", ADVOCATE, forms.TypeForm, run=recording.change_type, beside=True,
        personal=frozenset({"reason"}),
    ),
)  # fmt: skip

CLOSING = (
    Action(
        "ready", _("Look at the evidence"), _("Lets the ticket be closed, or not any more."),
        "looked at the evidence", SYSTEM, None, guards.ready, ending.ready, automatic=True,
    ),
    Action(
        "block_auto_close", _("Leave the closing to a person"),
        _("Marks a ticket that does not close by itself."), "left the closing to a person", SYSTEM, None,
        run=ending.block_auto_close, automatic=True,
    ),
    Action(
        "request_crm_close", _("Ask Infor CRM to close"), _("Asks Infor CRM to close the case."),
        f"asked {CRM} to close the case", ADVOCATE | SYSTEM, None, guards.close_crm,
        ending.request_crm_close, of_step=True, beside=True,
    ),
    Action(
        "close_crm", _("Closed in Infor CRM"), _("Confirms that Infor CRM shows the case as closed."),
        f"confirmed the closing in {CRM}", ADVOCATE | SYSTEM, forms.ConfirmForm, guards.close_crm,
        ending.close_crm,
    ),
    Action(
        "request_servicenow_close", _("Ask ServiceNow to close"), _("Asks ServiceNow to close the case."),
        f"asked {SERVICE_DESK} to close the case", ADVOCATE | SYSTEM, None, guards.close_servicenow,
        ending.request_servicenow_close, of_step=True, beside=True,
    ),
    Action(
        "close_servicenow", _("Closed in ServiceNow"),
        _("Confirms that ServiceNow shows the case as closed; the survey goes out."),
        f"confirmed the closing in {SERVICE_DESK}", ADVOCATE | SYSTEM, forms.ServiceNowForm,
        guards.close_servicenow, ending.close_servicenow,
    ),
    Action(
        "reopen", _("Open again"), _("Opens a closed ticket again; attempts begin anew."),
        "opened the ticket again", ADVOCATE | {"supervisor"}, forms.ReopenForm, guards.reopen, ending.reopen,
        personal=frozenset({"reason"}),
    ),
)  # fmt: skip

ACTIONS = REACHING + RECORDING + CLOSING
