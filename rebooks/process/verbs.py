"""The actions and the event of a rebook: who, when, with which input. Deciding ones come first."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cases.kinds import Action, Event
from rebooks import forms
from rebooks.actions import intake, outcome, research, returning, second_order
from rebooks.rules import definition, guards

ASKERS = frozenset({"ar", "collections", "nlr_agent"})
INTAKE = ASKERS | {"order_processing"}
AR = frozenset({"ar", "collections"})
NLR = frozenset({"nlr_agent"})
RESEARCH = frozenset({"research_specialist"})
CONFIRMING = frozenset({"order_processing"}) | RESEARCH

ROUTING = (
    Action(
        "ask_clarification", _("Ask: testing or paying?"), _("Puts the question to the customer and waits."),
        "asked whether the time is for testing or for paying", ASKERS, run=intake.ask_clarification,
    ),
    Action(
        "distribute_new_license", _("Distribute to New License"),
        _("Hands the opportunity to New License with the findings."), "distributed the case to New License",
        RESEARCH, forms.DistributeForm, definition.distribute_new_license, research.distribute_new_license,
    ),
    Action(
        "create_re_engage", _("Create the Re-Engage opportunity"),
        _("Hands the case to Re-Engage with the findings."), "created the Re-Engage opportunity",
        RESEARCH, forms.CreateReEngageForm, guards.create_re_engage, returning.create_re_engage,
    ),
    Action(
        "request_return", _("Request a return"), _("Asks the Return Team to return the first order."),
        "requested the return", ASKERS | RESEARCH, forms.RequestReturnForm, guards.request_return,
        returning.request_return,
    ),
    Action(
        "keep_for_payment", _("Keep as a payment question"),
        _("Asks why the payment takes longer; returns nothing."),
        "kept the case as a payment question", AR, None, guards.keep_for_payment, intake.keep_for_payment,
    ),
    Action(
        "pass_change", _("Pass the change on"),
        _("The NLR agent asks Order Processing; AR and Collections leave the agent an activity."),
        "passed the change on", ASKERS, None, guards.pass_change, intake.pass_change,
    ),
    Action(
        "follow_up", _("Follow up on the trial"), _("Leaves the NLR agent a task; returns nothing."),
        "followed up on the trial", NLR, forms.FollowUpForm, guards.follow_up, intake.follow_up,
        personal=frozenset({"note"}),
    ),
)  # fmt: skip

CARRYING_OUT = (
    Action(
        "book_second_order", _("Book the second order"), _("Closes the case with the second order."),
        "booked the second order", frozenset(), forms.BookForm, definition.book_second_order,
        second_order.book, by_holder=True,
    ),
    Action(
        "process_return", _("Return is processed"), _("Records that the first order is returned."),
        "processed the return", frozenset({"return_team"}), forms.ProcessReturnForm,
        run=returning.process_return,
    ),
    Action(
        "finish_payment", _("Payment question answered"),
        _("Closes the case, or sends it back where the reason is another."), "answered the payment question",
        AR, forms.FinishPaymentForm, run=intake.finish_payment, personal=frozenset({"payment_reason"}),
    ),
    Action(
        "change_done", _("Change is made"), _("Closes the case: changed inside the order month."),
        "made the change", frozenset({"order_processing"}) | NLR, run=intake.change_done,
    ),
    Action(
        "open_ticket", _("Open a ticket for Research"), _("Hands the case to Research."),
        "opened a ticket for Research", INTAKE | {"system"}, None, guards.clear_reason, research.open_ticket,
    ),
    Action(
        "evaluate", _("Evaluate"), _("Lets the rules look again and takes the case into research."),
        "evaluated the case", RESEARCH, None, guards.clear_reason, research.evaluate,
    ),
)  # fmt: skip

WRITING_DOWN = (
    Action(
        "clarify", _("Record the answer"), _("Records what the extra time is for."),
        "recorded the customer's answer",
        ASKERS, forms.ClarifyForm, guards.clarify, intake.clarify, personal=frozenset({"requested_change"}),
    ),
    Action(
        "record_request", _("Record the request"), _("Records what the customer wants and who heard it."),
        "recorded the request", INTAKE, forms.RequestForm, run=intake.record_request,
        personal=frozenset({"requested_change"}),
    ),
    Action(
        "add_research", _("Add findings"), _("Adds findings for the sales rep who gets the case."),
        "added findings",
        RESEARCH, forms.AddResearchForm, run=research.add_research, personal=frozenset({"text", "links"}),
    ),
    Action(
        "confirm_admin_error", _("Confirm a handling error"),
        _("Makes it a rebook at any time and for any amount."),
        "confirmed a handling error", CONFIRMING, forms.ConfirmErrorForm,
        guards.confirm_admin_error, research.confirm_admin_error, states="open",
        personal=frozenset({"note", "admin_error_note"}),
    ),
    Action(
        "give_up", _("Give up"), _("Closes the case: the customer keeps the order."), "gave up",
        frozenset({"re_engage_agent"}), forms.ReasonTextForm, run=outcome.give_up,
        personal=frozenset({"reason"}), ends=_("Give up {case}"),
    ),
    Action(
        "withdraw", _("Withdraw"), _("Closes the case: the wish is taken back, or the order kept."),
        "withdrew the case", NLR | RESEARCH, forms.WithdrawForm, guards.withdraw, outcome.withdraw,
        personal=frozenset({"reason"}), ends=_("Withdraw {case}"),
    ),
    Action(
        "reopen", _("Reopen"), _("Sends the case back to Research because its decision was wrong."),
        "reopened the case", RESEARCH, forms.ReasonTextForm, guards.reopen, outcome.reopen,
        personal=frozenset({"reason"}),
    ),
)  # fmt: skip

ACTIONS = ROUTING + CARRYING_OUT + WRITING_DOWN

EVENTS = (
    Event(
        "second_order", _("Second order booked"), _("Records a second order; the rules look again."),
        "reported a second order", frozenset({"order_processing", "order_system"}), forms.SecondOrderForm,
        second_order.recorded,
    ),
)  # fmt: skip
