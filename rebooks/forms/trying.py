"""Facts for a decision that is only tried, without a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.forms import ActionForm, Fold
from cases.models.account import validate_zone
from rebooks.forms import parts
from rebooks.forms.opening import check_request
from rebooks.rules import RebookFacts, labels

CONFIRMERS = {"order_processing": _("Order Processing"), "research_specialist": _("Research specialist")}
OPENERS = {
    "research": _("Research"),
    "new_license": _("New License"),
    "ar_collections": _("AR and Collections"),
    "order_processing": _("Order Processing"),
}
DEFAULTS: Mapping[str, Any] = {
    "order_no": "the first order",
    "opener_team": "research",
    "opportunity_stage": "closed_won",
    "opportunity_type": "new_license",
}


class TryForm(parts.MoneyMixin, ActionForm):
    """What the table looks at: the order, the request, the second order, what became of the first."""

    processed_at = parts.InstantField(label=_("Order processed"))
    amount = parts.AmountField(label=_("Amount"))
    currency = parts.CurrencyField()
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64, validators=[validate_zone]
    )
    order_no = parts.order_number(_("Order number"), required=False)
    reason = parts.reason_field(required=False)
    request_source = parts.choice(_("Told to"), labels.REQUEST_SOURCES)
    request_received_at = parts.InstantField(label=_("Request came"), required=False)
    requested_change = parts.long_text(_("Wanted change"))
    intended = parts.choice(_("Announced"), labels.INTENDED)
    admin_error = forms.BooleanField(label=_("Handling error"), required=False)
    admin_error_note = parts.long_text(_("What went wrong"))
    admin_error_role = parts.choice(_("Confirmed by"), CONFIRMERS)
    second_order_no = parts.order_number(_("Second order"), required=False)
    rebooked_at = parts.InstantField(label=_("Second order booked"), required=False)
    rebook_amount = parts.AmountField(label=_("Its amount"), required=False)
    rebook_currency = parts.CurrencyField(label=_("Its currency"), required=False)
    disposition = parts.choice(_("The first order is"), labels.DISPOSITIONS)
    return_request_no = parts.other_number(_("Return request"), length=40)
    return_processed_at = parts.InstantField(label=_("Return processed"), required=False)
    opener_team = parts.choice(
        _("Opened by a team"), OPENERS, nothing=_("Research"),
        help_text=_("Counts as who heard the request, where that is not said."),
    )  # fmt: skip
    late_flagged_at = parts.InstantField(label=_("Flagged as late"), required=False)
    window_ended_at = parts.InstantField(
        label=_("Window seen to have ended"), required=False,
        help_text=_("By the timed step. From then on an announced rebook is over, whatever the values say."),
    )  # fmt: skip
    change_overdue_at = parts.InstantField(
        label=_("Change of the licence flagged as overdue"), required=False
    )
    late_fact = forms.BooleanField(label=_("A fact became known late"), required=False)
    second_order_again = forms.BooleanField(label=_("Yet another second order"), required=False)

    def layout(self) -> Layout:
        """The order, the request, the second order, what became of the first, and what timed steps left."""
        return Layout(
            Fieldset(_("Order"), Row("order_no", "processed_at"), Row("amount", "currency"), "time_zone"),
            Fieldset(_("Request"), "reason", Row("request_source", "request_received_at"), "requested_change",
                     Row("intended", "opener_team")),
            Fieldset(_("Second order"), Row("second_order_no", "rebooked_at"),
                     Row("rebook_amount", "rebook_currency"), "second_order_again"),
            Fieldset(_("What became of the first order"), "disposition",
                     Row("return_request_no", "return_processed_at")),
            Fold(_("A handling error…"), "admin_error", "admin_error_note", "admin_error_role"),
            Fold(_("What timed steps have noted…"), "late_flagged_at", "window_ended_at", "change_overdue_at",
                 "late_fact"),
            "at",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A second order has an amount; without one of its own, the currency is the first order's."""
        data = super().clean() or {}
        parts.not_after(self, "processed_at", clock.now())
        self.check_money("amount", "currency")
        check_request(self, data.get("processed_at"), whole=False)
        if data.get("rebooked_at") and data.get("rebook_amount") is None:
            self.add_error("rebook_amount", _("Say the amount of the second order."))
        data["rebook_currency"] = data.get("rebook_currency") or data.get("currency", "")
        self.check_money("rebook_amount", "rebook_currency")
        parts.not_before(
            self, "rebooked_at", data.get("processed_at"), _("This is before the order was processed.")
        )
        return data


def facts_of(data: Mapping[str, Any], now: datetime) -> RebookFacts:
    """The facts that the rules take, from what the form read."""
    given = {name: value for name, value in data.items() if name != "at" and value not in (None, "")}
    amount: Decimal | None = given.get("rebook_amount")
    if amount is None:
        given.pop("rebook_currency", None)
    zone = given.pop("time_zone", "UTC")
    return RebookFacts(**{**DEFAULTS, **given, "time_zone": zone})
