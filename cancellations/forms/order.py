"""The order record as programs put it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cancellations.forms.parts import ProductsField, name_field
from cases.fields import AmountField, CodeField
from cases.forms import ActionForm
from cases.money import CURRENCIES, fits, format_amount
from cases.rows_field import RowsField, row_error

MOST_LINES = 1000
AMOUNTS = ("invoiced", "fulfilled")


def line_columns() -> dict[str, forms.Field]:
    """The columns of an invoice line."""
    return {
        "product": forms.CharField(label=_("Product"), max_length=200),
        "currency": CodeField(label=_("Currency"), max_length=3),
        "invoiced": AmountField(label=_("Invoiced")),
        "fulfilled": AmountField(label=_("Delivered")),
    }


class OrderForm(ActionForm):
    """Client, campaign and products of an order, the ids it quotes, and its invoice lines.

    A new order needs the first three; of one on record, what is left out stays as it is.
    """

    titan_order_id = CodeField(label=_("Titan order ID"), required=False, max_length=120)
    client = name_field(_("Client"))
    campaign = name_field(_("Campaign"))
    products = ProductsField(label=_("Products"), required=False)
    references = ProductsField(label=_("Orders it quotes"), required=False)
    invoice_lines = RowsField(line_columns(), required=False, most=MOST_LINES, label=_("Invoice lines"))

    def clean_invoice_lines(self) -> list[dict[str, str]]:
        """The lines as they are stored; raises ValidationError for a currency that is none."""
        return lines_as_stored(self.cleaned_data["invoice_lines"])


def lines_as_stored(rows: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Invoice lines as they are stored; raises ValidationError for a currency that is none."""
    errors: list[forms.ValidationError] = []
    found = [row | {"currency": row["currency"].upper()} for row in rows]
    for number, row in enumerate(found, 1):
        wrong = _wrong(row)
        if wrong:
            errors.append(row_error(number, wrong))
    if errors:
        raise forms.ValidationError(errors)
    return [row | {name: format_amount(row[name], row["currency"]) for name in AMOUNTS} for row in found]


def _wrong(row: dict[str, Any]) -> str:
    if row["currency"] not in CURRENCIES:
        return gettext("this currency is none of ISO 4217.")
    amounts: list[Decimal] = [row[name] for name in AMOUNTS]
    if not all(fits(amount, row["currency"]) for amount in amounts):
        told = gettext("an amount has more decimals than %(currency)s knows.")
        return told % {"currency": row["currency"]}
    return ""
