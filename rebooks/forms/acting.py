"""The input of each action and event of a rebook."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.forms import ActionForm
from rebooks.forms import parts
from rebooks.rules import labels


class ClarifyForm(ActionForm):
    """What the extra time is for."""

    reason = parts.reason_field(required=True)
    requested_change = parts.long_text(_("Wanted change"), help_text=_("For a licence change."))


class FinishPaymentForm(ActionForm):
    """Why the payment takes longer; or another reason, which sends the case back to the beginning."""

    payment_reason = parts.long_text(_("Why the payment takes longer"))
    reason = parts.choice(
        _("Reason"),
        labels.REASONS,
        help_text=_("Only where it turned out to be another one than payment time."),
    )

    def clean(self) -> dict[str, Any]:
        """The text is needed unless the reason changed."""
        data = super().clean() or {}
        if not data.get("payment_reason") and data.get("reason", "") in ("", "payment_time"):
            self.add_error("payment_reason", _("Say why the payment takes longer."))
        return data


class FollowUpForm(ActionForm):
    """How the NLR agent follows up."""

    note = parts.long_text(_("Note"))


class ReasonTextForm(ActionForm):
    """Why."""

    reason = parts.long_text(_("Reason"), required=True)


class ConfirmErrorForm(ActionForm):
    """What went wrong; a guard asks for it, so that it is told with everything else that is missing."""

    note = parts.long_text(_("What went wrong"))
    guarded = ("note",)


class DistributeForm(ActionForm):
    """The acknowledgement of the late window, where there is one."""

    acknowledge_late = forms.BooleanField(
        required=False, label=_("I saw that the second order comes after 24 hours")
    )
    shown_if: ClassVar = {"acknowledge_late": lambda case: "late_window" in case.flags}


class RequestReturnForm(ActionForm):
    """The Return Team's number, where there is one already."""

    return_request_no = parts.other_number(
        _("Return request"), help_text=_("Left empty, one is given."), length=40
    )


class ProcessReturnForm(ActionForm):
    """The return is done."""


class CreateReEngageForm(ActionForm):
    """The new opportunity's id, where the CRM gave one already."""

    re_engage_opportunity_id = parts.other_number(
        _("New opportunity"), help_text=_("Left empty, one is given.")
    )


class AddResearchForm(ActionForm):
    """Findings for the sales rep who gets the case."""

    text = parts.long_text(_("Findings"), required=True)
    links = parts.LinesField(label=_("Links"), required=False, help_text=_("One a line."))


class WithdrawForm(ActionForm):
    """How it ends."""

    outcome = parts.choice(
        _("The customer"),
        {"withdrawn": _("takes the request back"), "kept": _("keeps the order")},
        nothing=_("Not stated: closes as withdrawn"),
    )
    reason = parts.long_text(_("Reason"))


class SecondOrderForm(parts.MoneyMixin, ActionForm):
    """A second order as Order Processing reports it; `at` is when it was booked."""

    order_no = parts.order_number(_("Second order"), required=True)
    amount = parts.AmountField(label=_("Amount"))
    currency = parts.CurrencyField()
    disposition = parts.choice(_("The first order is"), labels.DISPOSITIONS)
    at = parts.InstantField(
        required=False, label=_("When it was booked"), help_text=_("Leave empty for now.")
    )
    rare = ()

    def layout(self) -> Layout:
        """One below the other: the panel beside a case is too narrow for more."""
        return Layout("order_no", "amount", "currency", "disposition", "at")

    def clean(self) -> dict[str, Any]:
        """Malformed is: the first order's number, before the first order, decimals the currency lacks."""
        data = super().clean() or {}
        self.check_money("amount", "currency")
        if self.case is not None and data.get("order_no"):
            if data["order_no"] == self.case.order_no:
                self.add_error("order_no", _("This is the first order's number."))
            self._check_instant()
        return data

    def _check_instant(self) -> None:
        if (self.cleaned_data.get("at") or clock.now()) < self.case.processed_at:
            self.add_error("at", _("This is before the first order was processed."))


class BookForm(SecondOrderForm):
    """Booking the second order: its details where none is known, and what became of the first."""

    order_no = parts.order_number(_("Second order"), required=False)
    amount = parts.AmountField(label=_("Amount"), required=False)
    currency = parts.CurrencyField(required=False)

    def clean(self) -> dict[str, Any]:
        """An order that is given is given whole."""
        data = super().clean()
        if data.get("order_no"):
            for name in ("amount", "currency"):
                if data.get(name) in (None, "") and name not in self.errors:
                    self.add_error(name, _("Needed with the order number."))
        return data
