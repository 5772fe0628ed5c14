"""The order that is to be rebooked, changed or returned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import HTML, Div, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clock, policy
from cases.fields import AmountField, CodeField, InstantField
from cases.models import Account
from cases.money import CURRENCIES, fits, minor_units
from cases.registry import get_kind
from cases.routing import Asked, Refusal, unmet
from cases.text import tidy
from cases.worktime import known_zones
from rebooks.forms.opening import STAGES, TYPES
from rebooks.intake.forms.base import StepForm

FIELD_OF = {
    "RB_NOT_CLOSED_WON": "opportunity_stage",
    "RB_NOT_NEW_LICENSE": "opportunity_type",
    "RB_OPEN_CASE": "order_no",
}
ZONE_NOTE = HTML('{% include "rebooks/intake/_zone_note.html" %}')


class OrderForm(StepForm):
    """The first order. Its time is read in the account's zone, which a new account has to be given."""

    order_no = CodeField(
        label=_("Order number"), max_length=40, error_messages={"required": _("Enter the order number.")}
    )
    account = forms.CharField(
        label=_("Account"),
        help_text=_("The customer’s name. Known accounts are suggested as you type."),
        max_length=200,
        error_messages={"required": _("Enter the account’s name.")},
    )
    time_zone = forms.CharField(
        label=_("Time zone, for a new account"),
        help_text=_("Where the customer is, such as Europe/Oslo. A known account has its zone already."),
        max_length=64,
        required=False,
    )
    processed_at = InstantField(
        label=_("When was the order processed?"),
        error_messages={
            "required": _("Enter the date and time at which the order was processed."),
            "invalid": _("Enter a date and time, such as 2026-11-02 11:05."),
        },
    )
    amount = AmountField(label=_("Amount"), error_messages={"required": _("Enter the amount of the order.")})
    currency = forms.CharField(
        label=_("Currency"), max_length=3, error_messages={"required": _("Enter the currency, such as USD.")}
    )
    opportunity_id = CodeField(label=_("Opportunity number"), max_length=80, required=False)
    opportunity_stage = forms.ChoiceField(label=_("Stage"), choices=STAGES, initial="closed_won")
    opportunity_type = forms.ChoiceField(label=_("Type"), choices=TYPES, initial="new_license")

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        given = data or options.get("initial") or {}
        self.customer = known_account(str(given.get("account") or ""))
        stated = str(given.get("time_zone") or "").strip()
        zone = self.customer.time_zone if self.customer else stated
        super().__init__(data, **{**options, "zone": zone if zone in known_zones() else "UTC"})
        self.refusals: list[Refusal] = []
        self.fields["order_no"].widget.attrs |= {"autocomplete": "off", "size": 24}
        self.fields["account"].widget.attrs |= {"autocomplete": "off", "list": "known-accounts"}
        self.fields["time_zone"].widget.attrs |= {"autocomplete": "off", "list": "known-zones", "size": 24}
        self.fields["currency"].widget.attrs |= {"autocomplete": "off", "list": "known-currencies", "size": 6}
        self.fields["amount"].widget.attrs |= {"size": 14}
        self.fields["opportunity_id"].widget.attrs |= {"autocomplete": "off", "size": 24}

    def layout(self) -> Layout:
        """Order, account, then what the rules read; the opportunity last."""
        return Layout(
            "order_no",
            "account",
            "time_zone",
            "processed_at",
            ZONE_NOTE,
            Div("amount", "currency", css_class="beside"),
            HTML('<h2 class="group">Opportunity</h2>'),
            "opportunity_id",
            Div("opportunity_stage", "opportunity_type", css_class="beside"),
        )

    def clean_account(self) -> str:
        """The name as the account is written, whatever case it was typed in."""
        return self.customer.name if self.customer else " ".join(str(self.cleaned_data["account"]).split())

    def clean_time_zone(self) -> str:
        """The known account's own zone, else the one given; a new account cannot be without."""
        if self.customer:
            return self.customer.time_zone
        zone = str(self.cleaned_data["time_zone"])
        if not zone and self.cleaned_data.get("account"):
            raise forms.ValidationError(
                _("“%(account)s” is a new account: enter its zone, such as Europe/Oslo.")
                % {"account": self.cleaned_data["account"]}
            )
        if zone and zone not in known_zones():
            raise forms.ValidationError(
                _("“%(zone)s” is not a time zone. Use a name such as Europe/Oslo.") % {"zone": zone}
            )
        return zone

    def clean_processed_at(self) -> Any:
        """Not in the future."""
        processed = self.cleaned_data["processed_at"]
        if processed is not None and processed > clock.now():
            raise forms.ValidationError(_("The order cannot have been processed in the future."))
        return processed

    def clean_currency(self) -> str:
        """An ISO 4217 code, in any case."""
        code = str(self.cleaned_data["currency"]).upper()
        if code not in CURRENCIES:
            raise forms.ValidationError(
                _("“%(code)s” is not a currency code. Use three letters, such as USD.") % {"code": code}
            )
        return code

    def clean(self) -> dict[str, Any]:
        """The decimals of the currency, then the conditions of opening, asked of the one rule there is."""
        found = super().clean() or self.cleaned_data
        amount, currency = found.get("amount"), found.get("currency")
        if amount is not None and currency and not fits(amount, currency):
            self.add_error(
                "amount",
                _("%(currency)s has %(places)d decimal places; enter that many.")
                % {"currency": currency, "places": minor_units(currency)},
            )
        if found.get("order_no"):
            self.refusals = opening_refusals(found)
        for refusal in self.refusals:
            self.add_error(FIELD_OF.get(refusal.code), refusal.message)
        return found


def known_account(name: str) -> Account | None:
    """The account of that name in any spelling of capitals."""
    plain = " ".join(tidy(name).split())
    if not plain or "\0" in plain:
        return None
    return Account.objects.filter(name=plain).first() or Account.objects.filter(name__iexact=plain).first()


def opening_refusals(found: Mapping[str, Any]) -> list[Refusal]:
    """What already stands against opening a case for this order."""
    kind, now = get_kind("rebook"), clock.now()
    data = {name: found.get(name) for name in ("order_no", "opportunity_stage", "opportunity_type")}
    asked = Asked(None, policy.in_force(kind, now), now, "", "", data, dict(kind.opening.gather(data)))
    return unmet(kind.opening.guards(asked))
