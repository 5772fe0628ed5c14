"""Fields and checks that several forms share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.fields import AmountField, CodeField, InstantField, check_text, spoken
from cases.money import CURRENCIES, fits, minor_units
from cases.text import tidy
from rebooks.rules import labels

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

NOT_STATED = _("Not stated")


def choice(
    label: StrOrPromise,
    words: Mapping[str, StrOrPromise],
    *,
    required: bool = False,
    help_text: StrOrPromise = "",
    nothing: StrOrPromise = NOT_STATED,
) -> forms.ChoiceField:
    """A choice among labelled codes; `nothing` says what an optional one means that is left alone."""
    first = ("", _("Choose") if required else nothing)
    return forms.ChoiceField(
        label=label, required=required, choices=[first, *spoken(words)], help_text=help_text
    )


def reason_field(*, required: bool) -> forms.ChoiceField:
    """Why the customer comes."""
    return choice(
        _("Reason"), labels.REASONS, required=required, help_text=_("What the customer wants, and why.")
    )


def order_number(label: StrOrPromise, *, required: bool) -> forms.CharField:
    """An order's number."""
    return CodeField(label=label, required=required, max_length=40)


def other_number(label: StrOrPromise, *, help_text: StrOrPromise = "", length: int = 80) -> forms.CharField:
    """An optional number of something in another system: an opportunity, a return request."""
    return CodeField(label=label, required=False, max_length=length, help_text=help_text)


def long_text(
    label: StrOrPromise, *, required: bool = False, help_text: StrOrPromise = ""
) -> forms.CharField:
    """A few lines of text."""
    return forms.CharField(
        label=label, required=required, max_length=2000, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class CurrencyField(forms.CharField):
    """An ISO 4217 code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=3, label=options.pop("label", _("Currency")), **options)
        self.widget.attrs.update({"autocomplete": "off", "list": "currencies", "size": "5"})

    def clean(self, value: Any) -> str:
        """The code in capitals; raises ValidationError for one that is none."""
        code: str = (super().clean(value) or "").strip().upper()
        if code and code not in CURRENCIES:
            raise forms.ValidationError(_("Give a currency code such as USD."), code="currency")
        return code


class LinesField(forms.CharField):
    """Several lines from a page, or a list from a program; answers the lines that are not empty."""

    widget = forms.Textarea(attrs={"rows": 2})
    longest, most = 500, 20

    def clean(self, value: Any) -> Any:
        """The lines; raises ValidationError for too many or too long ones."""
        given = value if isinstance(value, (list, tuple)) else str(value or "").splitlines()
        lines = [line for line in (tidy(str(line)) for line in given) if line]
        super().clean("\n".join(lines))
        for line in lines:
            check_text(line)
        if len(lines) > self.most or any(len(line) > self.longest for line in lines):
            raise forms.ValidationError(
                _("At most %(lines)d lines of %(longest)d characters.")
                % {"lines": self.most, "longest": self.longest},
                code="lines",
            )
        return lines


class MoneyMixin(forms.Form):
    """Checks that an amount has no more decimal places than its currency."""

    def check_money(self, amount: str, currency: str, otherwise: str = "") -> None:
        """Adds an error to the amount's field where its decimal places do not fit."""
        value: Decimal | None = self.cleaned_data.get(amount)
        code = self.cleaned_data.get(currency) or otherwise
        if value is not None and code and not fits(value, code):
            message = _("%(currency)s has %(places)d decimal places.") % {
                "currency": code,
                "places": minor_units(code),
            }
            self.add_error(amount, forms.ValidationError(message, code="decimals"))


def not_before(form: forms.Form, name: str, start: datetime | None, told: StrOrPromise) -> None:
    """Adds an error, in the words `told`, where the instant of a field lies before another one."""
    value = form.cleaned_data.get(name)
    if value is not None and start is not None and value < start:
        form.add_error(name, forms.ValidationError(told, code="too_early"))


def not_after(form: forms.Form, name: str, end: datetime) -> None:
    """Adds an error where the instant of a field lies in the future."""
    value = form.cleaned_data.get(name)
    if value is not None and value > end:
        form.add_error(name, forms.ValidationError(_("This is in the future."), code="future"))


__all__ = [
    "AmountField", "CurrencyField", "InstantField", "LinesField", "MoneyMixin", "choice", "long_text",
    "not_after", "not_before", "order_number", "other_number", "reason_field",
]  # fmt: skip
