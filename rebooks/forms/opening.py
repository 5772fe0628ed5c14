"""The order and the wish: opening a case, and writing the request down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.account_field import AccountField
from cases.forms import ActionForm
from cases.models.account import validate_zone
from rebooks.forms import parts
from rebooks.rules import labels

STAGES = (("closed_won", _("Closed won")), ("open", _("Still open")), ("closed_lost", _("Closed lost")))
TYPES = (("new_license", _("New licence")), ("renewal", _("Renewal")), ("upgrade", _("Upgrade")))


class RequestForm(ActionForm):
    """The customer's request as it was heard. Left empty, it came in when it is entered."""

    reason = parts.reason_field(required=True)
    request_source = parts.choice(_("Told to"), labels.REQUEST_SOURCES, required=True)
    request_received_at = parts.InstantField(
        required=False, label=_("Request came"), help_text=_("When the customer's message arrived.")
    )
    requested_change = parts.long_text(_("Wanted change"), help_text=_("Needed for a licence change."))
    intended = parts.choice(_("Announced"), labels.INTENDED, help_text=_("Is a second order still to come?"))

    def layout(self) -> Layout:
        """Reason and hearer side by side, then when, then what."""
        rest = ("request_received_at", "requested_change", "intended", "at")
        return Layout(Row("reason", "request_source"), *rest)

    def clean(self) -> dict[str, Any]:
        """Fills the instant of the request, and holds it against the order's."""
        data = super().clean() or {}
        check_request(self, self.case.processed_at if self.case is not None else None)
        return data


class OpenForm(parts.MoneyMixin, ActionForm):
    """A processed order; the request may be written down with it."""

    order_no = parts.order_number(_("Order number"), required=True)
    account = AccountField(label=_("Account"), help_text=_("Its name; a new one is made if needed."))
    time_zone = forms.CharField(
        label=_("Account's time zone"), required=False, max_length=64, validators=[validate_zone],
        help_text=_("Such as America/New_York; left empty, the account's own."),
    )  # fmt: skip
    processed_at = parts.InstantField(label=_("Order processed"))
    amount = parts.AmountField(label=_("Amount"))
    currency = parts.CurrencyField()
    opportunity_id = parts.other_number(_("Opportunity"))
    opportunity_stage = forms.CharField(
        label=_("Opportunity stage"), required=False, max_length=40, initial="closed_won",
        widget=forms.Select(choices=STAGES),
    )  # fmt: skip
    opportunity_type = forms.CharField(
        label=_("Opportunity type"), required=False, max_length=40, initial="new_license",
        widget=forms.Select(choices=TYPES),
    )  # fmt: skip
    reason = parts.reason_field(required=False)
    request_source = parts.choice(_("Told to"), labels.REQUEST_SOURCES)
    request_received_at = parts.InstantField(required=False, label=_("Request came"))
    requested_change = parts.long_text(_("Wanted change"), help_text=_("Needed for a licence change."))
    intended = parts.choice(_("Announced"), labels.INTENDED)

    def layout(self) -> Layout:
        """First the order, then the opportunity, then the request."""
        return Layout(
            Fieldset(
                _("Order"), Row("order_no", "account", "time_zone"), Row("processed_at", "amount", "currency")
            ),
            Fieldset(_("Opportunity"), Row("opportunity_id", "opportunity_stage", "opportunity_type")),
            Fieldset(
                _("Request"),
                Row("reason", "request_source", "request_received_at"),
                "requested_change",
                "intended",
            ),
            "at",
        )

    def clean(self) -> dict[str, Any]:
        """Checks instants, money, and what a licence change needs."""
        data = super().clean() or {}
        parts.not_after(self, "processed_at", clock.now())
        parts.not_before(self, "at", data.get("processed_at"), _("This is before the order was processed."))
        self.check_money("amount", "currency")
        check_request(self, data.get("processed_at"))
        return data


def check_request(form: forms.Form, processed_at: datetime | None, *, whole: bool = True) -> None:
    """The request: not before the order, not in the future; a `whole` licence change says which one.

    A request whose instant is left out came in when it is entered, so that its month is never unknown.
    """
    data, now = form.cleaned_data, clock.now()
    stated = data.get("reason") or data.get("request_source")
    if stated and data.get("request_received_at") is None and "request_received_at" not in form.errors:
        data["request_received_at"] = data.get("at") or now
    parts.not_after(form, "request_received_at", now)
    parts.not_before(form, "request_received_at", processed_at, _("This is before the order was processed."))
    unsaid = not data.get("requested_change") and "requested_change" not in form.errors
    if whole and data.get("reason") == "licence_change" and unsaid:
        message = _("Say which change the customer wants.")
        form.add_error("requested_change", forms.ValidationError(message, code="change_missing"))
