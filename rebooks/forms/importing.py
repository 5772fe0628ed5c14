"""A row of an import: the order and the request as when a case is opened, and what has happened since."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from rebooks.forms import parts
from rebooks.forms.opening import OpenForm
from rebooks.rules import labels

SECOND_ORDER = ("second_order_no", "rebooked_at", "rebook_amount", "rebook_currency")


class ImportForm(OpenForm):
    """Every column of an import. Instants that a page would fill with "now" have to be told here."""

    second_order_no = parts.order_number(_("Second order"), required=False)
    rebooked_at = parts.InstantField(required=False, label=_("Second order booked"))
    rebook_amount = parts.AmountField(required=False, label=_("Amount of the second order"))
    rebook_currency = parts.CurrencyField(required=False, label=_("Currency of the second order"))
    disposition = parts.choice(
        _("The first order is"), labels.DISPOSITIONS, help_text=_("With a second order only.")
    )
    admin_error_note = parts.long_text(
        _("What went wrong"),
        help_text=_("Confirms a handling error: a rebook at any time and for any amount."),
    )
    admin_error_at = parts.InstantField(required=False, label=_("Handling error confirmed"))

    def clean(self) -> dict[str, Any]:
        """What the opening checks, and that the later facts are whole and fit each other."""
        self._check_request()
        data = super().clean()
        self._check_second_order(data)
        self.check_money("rebook_amount", "rebook_currency")
        if data.get("admin_error_note") or data.get("admin_error_at"):
            self._require("admin_error_note", "admin_error_at")
        for name in ("rebooked_at", "admin_error_at"):
            parts.not_after(self, name, clock.now())
            parts.not_before(
                self, name, data.get("processed_at"), _("This is before the order was processed.")
            )
        return data

    def _check_request(self) -> None:
        data = self.cleaned_data
        if data.get("reason") or data.get("request_source"):
            self._require("request_received_at")

    def _check_second_order(self, data: dict[str, Any]) -> None:
        if any(data.get(name) not in (None, "") for name in (*SECOND_ORDER, "disposition")):
            self._require(*SECOND_ORDER)
        number = data.get("second_order_no")
        if number and number == data.get("order_no"):
            message = _("This is the first order's number.")
            self.add_error("second_order_no", forms.ValidationError(message, code="same_order"))

    def _require(self, *names: str) -> None:
        for name in names:
            if self.cleaned_data.get(name) in (None, "") and name not in self.errors:
                message = self.fields[name].error_messages["required"]
                self.add_error(name, forms.ValidationError(message, code="required"))
