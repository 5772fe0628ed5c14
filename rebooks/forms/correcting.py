"""Correcting recorded facts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.forms import ActionForm
from cases.models.account import validate_zone
from cases.present.fieldwords import tell_what_stands
from rebooks.actions.correcting import CORRECTABLE, FORGETTABLE
from rebooks.forms import parts
from rebooks.forms.opening import STAGES, TYPES
from rebooks.models import open_case_of
from rebooks.rules import labels

GROUPS = {
    "intended": _("The announced second order"),
    "second_order": _("The second order"),
    "disposition": _("Cancelled or returned"),
    "admin_error": _("The handling error"),
    "return": _("The return"),
    "re_engage_opportunity": _("The Re-Engage opportunity"),
    "requested_change": _("The wanted change"),
    "payment_reason": _("Why the payment takes longer"),
}
KEEP = _("Leave as it is")
INSTANTS = ("processed_at", "request_received_at", "rebooked_at", "return_processed_at")


class CorrectForm(parts.MoneyMixin, ActionForm):
    """Every recorded fact; what is left empty stays as it is, what is to be forgotten is ticked."""

    why = parts.long_text(_("Why"), required=True, help_text=_("What was wrong, for the timeline."))
    order_no = parts.order_number(_("Order number"), required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64, validators=[validate_zone]
    )
    opportunity_id = parts.other_number(_("Opportunity"))
    opportunity_stage = parts.choice(_("Opportunity stage"), dict(STAGES), nothing=KEEP)
    opportunity_type = parts.choice(_("Opportunity type"), dict(TYPES), nothing=KEEP)
    processed_at = parts.InstantField(label=_("Order processed"), required=False)
    amount = parts.AmountField(label=_("Amount"), required=False)
    currency = parts.CurrencyField(required=False)
    reason = parts.choice(_("Reason"), labels.REASONS, nothing=KEEP)
    request_source = parts.choice(_("Told to"), labels.REQUEST_SOURCES, nothing=KEEP)
    request_received_at = parts.InstantField(label=_("Request came"), required=False)
    requested_change = parts.long_text(_("Wanted change"))
    payment_reason = parts.long_text(_("Why the payment takes longer"))
    intended = parts.choice(_("Announced"), labels.INTENDED, nothing=KEEP)
    second_order_no = parts.order_number(_("Second order"), required=False)
    rebooked_at = parts.InstantField(label=_("Second order booked"), required=False)
    rebook_amount = parts.AmountField(label=_("Its amount"), required=False)
    rebook_currency = parts.CurrencyField(label=_("Its currency"), required=False)
    disposition = parts.choice(_("The first order is"), labels.DISPOSITIONS, nothing=KEEP)
    return_request_no = parts.other_number(_("Return request"), length=40)
    return_processed_at = parts.InstantField(label=_("Return processed"), required=False)
    re_engage_opportunity_id = parts.other_number(_("Re-Engage opportunity"))
    forget = forms.MultipleChoiceField(
        label=_("Forget"), required=False, choices=list(GROUPS.items()), widget=forms.CheckboxSelectMultiple,
        help_text=_("What was recorded although it never happened."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and not options.get("strict"):
            tell_what_stands(self, (name for name in self.fields if name in CORRECTABLE))

    def layout(self) -> Layout:
        """Why first, then the facts in the order of the case page."""
        return Layout(
            "why",
            Fieldset(
                _("Order"),
                Row("order_no", "processed_at"),
                Row("amount", "currency"),
                Row("opportunity_id", "opportunity_stage", "opportunity_type"),
                "time_zone",
            ),
            Fieldset(
                _("Request"),
                Row("reason", "request_source"),
                Row("request_received_at", "intended"),
                "requested_change",
                "payment_reason",
            ),
            Fieldset(
                _("Second order"),
                Row("second_order_no", "rebooked_at"),
                Row("rebook_amount", "rebook_currency"),
                "disposition",
            ),
            Fieldset(
                _("Return"), Row("return_request_no", "return_processed_at"), "re_engage_opportunity_id"
            ),
            "forget",
            "at",
        )

    def clean(self) -> dict[str, Any]:
        """The corrected facts have to fit each other as recorded ones do."""
        data = super().clean() or {}
        forgotten = {name for group in data.get("forget") or () for name in FORGETTABLE[group]}
        for name in INSTANTS:
            parts.not_after(self, name, clock.now())
        self._check_order_no(forgotten)
        self._check_second_order(forgotten)
        self._check_instants(forgotten)
        self.check_money("amount", "currency", self.case.currency)
        self.check_money("rebook_amount", "rebook_currency", self.case.rebook_currency)
        if data.get("reason") == "licence_change" and not self._after("requested_change", forgotten):
            self.add_error("requested_change", _("Say which change the customer wants."))
        return data

    def _after(self, name: str, forgotten: set[str]) -> Any:
        """The value a fact will have."""
        given = self.cleaned_data.get(name)
        if given not in (None, ""):
            return given
        return None if name in forgotten else getattr(self.case, name)

    def _check_order_no(self, forgotten: set[str]) -> None:
        order_no = self.cleaned_data.get("order_no")
        other = open_case_of(order_no, but=self.case.pk) if order_no else None
        if other:
            self.add_error(
                "order_no",
                _("Order %(order)s already has the open case %(case)s.") % {"order": order_no, "case": other},
            )
        if self._after("order_no", forgotten) == self._after("second_order_no", forgotten):
            self.add_error("second_order_no", _("This is the first order's number."))

    def _check_second_order(self, forgotten: set[str]) -> None:
        names = FORGETTABLE["second_order"]
        missing = [name for name in names if self._after(name, forgotten) in (None, "")]
        if missing and len(missing) < len(names):
            for name in missing:
                self.add_error(name, _("A second order needs number, instant, amount and currency."))

    def _check_instants(self, forgotten: set[str]) -> None:
        processed: datetime = self._after("processed_at", forgotten)
        for name in INSTANTS[1:]:
            value = self._after(name, forgotten)
            if value is not None and value < processed:
                self.add_error(name, _("This is before the order was processed."))
