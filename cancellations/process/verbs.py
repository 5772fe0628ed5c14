"""The actions of a cancellation, and what comes from outside: who, when, with which input."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cancellations import forms
from cancellations.actions import cancelling, orders, receiving
from cancellations.rules import guards
from cases.kinds import Action, Event

ENABLEMENT = frozenset({"sales_enablement"})
REP = frozenset({"rep"})
SENDERS = frozenset({"mail", "rep", "sales_enablement"})
BILLING = frozenset({"billing"})
ABOUT_PEOPLE = frozenset({"rep_name", "rep_contact", "sender", "subject", "body"})

ACTIONS = (
    Action(
        "cancel_billing", _("Cancel billing"),
        _("Stops billing of the named products; the rep can no longer withdraw."),
        "cancelled billing", ENABLEMENT, None, guards.cancel_billing, cancelling.cancel_billing,
        of_step=True, only=guards.ONLY,
    ),
    Action(
        "cancel_fulfilment", _("Cancel fulfilment"),
        _("Records that Vision VX and Titan have stopped fulfilment."), "recorded the end of fulfilment",
        ENABLEMENT, forms.FulfilmentForm, guards.cancel_fulfilment, cancelling.cancel_fulfilment,
        of_step=True, only=guards.ONLY,
    ),
    Action(
        "inform_rep", _("Tell the rep"), _("Writes to the rep what was cancelled."), "told the rep",
        ENABLEMENT, None, guards.after_fulfilment, cancelling.inform_rep, beside=True, of_step=True,
        only=guards.ONLY,
    ),
    Action(
        "true_up", _("Adjust the invoices"),
        _("Records that what was invoiced and not delivered is credited."), "adjusted the invoices",
        ENABLEMENT, None, guards.after_fulfilment, cancelling.true_up, beside=True, of_step=True,
        only=guards.ONLY,
    ),
    Action(
        "close", _("Close"), _("Closes the case, once the rep is told and the invoices are adjusted."),
        "closed the case", ENABLEMENT, None, guards.close, cancelling.close, only=guards.ONLY,
    ),
    Action(
        "withdraw", _("Withdraw"), _("Takes the request back, until billing is cancelled."),
        "withdrew the request", REP, forms.WithdrawForm, guards.withdraw, cancelling.withdraw,
        ends=_("Withdraw {case}"),
    ),
    Action(
        "reject", _("Not a cancellation"), _("Ends the case and tells the rep that nothing is cancelled."),
        "found that it is no cancellation", ENABLEMENT, forms.RejectForm, run=cancelling.reject,
        ends=_("Reject {case}"), only=guards.ONLY,
    ),
)  # fmt: skip

EVENTS = (
    Event(
        "supply", _("Answer of the rep"),
        _("Records what the rep adds; a field that is given replaces the old one."),
        "recorded what the rep added", SENDERS, forms.SupplyForm, receiving.supply, ABOUT_PEOPLE,
    ),
    Event(
        "same_request", _("The same request again"),
        _("Links a mail that asks for the same again, and tells the rep how far it is."),
        "linked the same request", SENDERS, forms.SameRequestForm, receiving.same_request, ABOUT_PEOPLE,
    ),
    Event(
        "invoice_run", _("Invoice run"),
        _("Records that invoices were run; before billing is cancelled, "
          "the lines are marked for the true-up."),
        "reported an invoice run", BILLING, forms.InvoiceRunForm, cancelling.invoice_run,
    ),
    Event(
        "order_changed", _("Order record changed"), _("Holds the request against the order as it is now."),
        "reported that the order reads otherwise", BILLING, forms.OrderChangedForm, orders.changed,
    ),
)  # fmt: skip
