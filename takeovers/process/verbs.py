"""The actions of a take-over: who, when, with which input."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cases.kinds import Action, Event
from takeovers import forms
from takeovers.actions import agreeing, completing, ending, opening, stepping
from takeovers.rules import guards, stepguards

CARE = frozenset({"customer_care"})
PARTNERS = frozenset({"current_partner", "new_partner"})
STEPPERS = CARE | PARTNERS | {"ec_admin"}
SYSTEM = frozenset({"system"})
MAIL = frozenset({"mail"})
ADDRESSES = frozenset({"subject_email", "current_email", "new_email", "asked_by_email"})

AGREEING = (
    Action(
        "complete_request", _("Complete the request"),
        _("Says what the draft leaves open, or says it better."), "completed the request", CARE | PARTNERS,
        forms.CompleteForm, run=completing.complete_request, personal=ADDRESSES,
    ),
    Action(
        "submit", _("Submit the request"), _("Asks the three parties for their written agreement."),
        "submitted the request", CARE | PARTNERS, None, guards.submit, opening.submit,
    ),
    Action(
        "record_agreement", _("Record an agreement"), _("Puts a party's written agreement on file."),
        "recorded an agreement", CARE, forms.RecordAgreementForm, guards.record_agreement,
        agreeing.record_agreement, personal=frozenset({"evidence", "signed_by", "capacity"}), beside=True,
    ),
    Action(
        "withdraw_agreement", _("Record a withdrawal"), _("Takes a party's agreement back on its word."),
        "recorded that an agreement was withdrawn", CARE, forms.WithdrawForm, guards.withdraw_agreement,
        agreeing.withdraw_agreement, personal=frozenset({"reason"}), beside=True,
    ),
    Action(
        "start", _("Start the steps"), _("Makes the step list of every company."), "started the steps", CARE,
        None, guards.start, stepping.start, letters=("your_turn_2",),
    ),
)  # fmt: skip

STEPPING = (
    Action(
        "step", _("Record this step"), _("Records a step with the evidence it asks for."), "recorded a step",
        STEPPERS, forms.StepForm, stepguards.step, stepping.do_step, personal=frozenset({"evidence"}),
        of_step=True,
    ),
    Action(
        "skip_step", _("Leave this step out"), _("Marks a step as not required, for a reason."),
        "left a step out", CARE, forms.SkipForm, stepguards.skip_step, stepping.skip_step, of_step=True,
    ),
    Action(
        "undo_step", _("Open this step again"), _("Opens step 1 or 2 again; its record stays."),
        "opened a step again", CARE, forms.UndoForm, stepguards.undo_step, stepping.undo_step, of_step=True,
    ),
    Action(
        "refresh_lines", _("Renew the counts"), _("Replaces a company's licences by those of today."),
        "renewed the counts", CARE, forms.RefreshForm, stepguards.refresh_lines, opening.refresh_lines,
        beside=True,
    ),
)  # fmt: skip

ENDING = (
    Action(
        "finish_reversal", _("Everything is back"),
        _("Opens steps 1 and 2 again and waits for the agreements."), "recorded that everything is back",
        CARE, forms.FinishReversalForm, guards.finish_reversal, ending.finish_reversal,
    ),
    Action(
        "confirm_discount", _("Confirm the discount"), _("Records that the discount is on the invoice."),
        "confirmed the discount", CARE, forms.DiscountForm, guards.confirm_discount, ending.confirm_discount,
    ),
    Action(
        "cancel", _("Cancel the take-over"), _("Ends it; what was begun is undone first."),
        "cancelled the take-over", CARE, forms.CancelForm, guards.cancel, ending.cancel,
        personal=frozenset({"reason"}), ends=_("Cancel {case}"), beside=True, letters=("cancelled",),
    ),
)  # fmt: skip

BY_ITSELF = (
    Action(
        "agreements_complete", _("All agreements are there"), _("Makes the case ready and sets its month."),
        "saw that all agreements are there", SYSTEM, None, guards.agreements_complete,
        agreeing.agreements_complete, automatic=True,
    ),
    Action(
        "resume", _("Agreed again"), _("Goes on where it was; the steps keep their status."),
        "saw that all agree again", SYSTEM, None, guards.agreements_complete, agreeing.resume, automatic=True,
    ),
    Action(
        "complete", _("Everything is done"), _("Completes the take-over and tells the parties."),
        "completed the take-over", SYSTEM, None, guards.complete, ending.complete, automatic=True,
    ),
)  # fmt: skip

EVENTS = (
    Event(
        "supply", _("Answer to what is open"),
        _("Fills what the draft leaves open; nobody agrees to anything by it."),
        "recorded what a reply adds", MAIL, forms.SupplyForm, completing.supply, ADDRESSES,
    ),
)  # fmt: skip

ACTIONS = AGREEING + STEPPING + ENDING + BY_ITSELF
