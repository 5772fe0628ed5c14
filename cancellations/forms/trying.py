"""Trying a decision about a cancellation: the request, the orders on record, and what was done of it."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cancellations.forms.order import MOST_LINES, line_columns, lines_as_stored
from cancellations.forms.parts import ProductsField, order_field
from cancellations.forms.receiving import RequestForm
from cancellations.rules import labels
from cases.fields import InstantField, spoken
from cases.forms import Fold
from cases.rows_field import RowsField

MOST_ORDERS = 50
EVERY = "all"
ENDS = frozenset({"closed", "rejected", "withdrawn"})


class InACell(ProductsField):
    """Products in one cell of a table, divided by semicolons."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput, **options)


def orders_field() -> RowsField:
    """Orders as billing would have them on record."""
    number = order_field()
    number.required = True
    columns = {
        "titan_order_id": number,
        "client": forms.CharField(label=_("Client"), max_length=200),
        "campaign": forms.CharField(label=_("Campaign"), max_length=200),
        "products": InACell(label=_("Products"), required=False),
    }
    return RowsField(
        columns, required=False, unique=("titan_order_id",), most=MOST_ORDERS, label=_("Orders on record"),
        help_text=_("Left empty, those that billing has put on record. Divide products by semicolons."),
    )  # fmt: skip


def lines_field(label: Any, help_text: Any) -> RowsField:
    """Invoice lines of the named order."""
    return RowsField(line_columns(), required=False, most=MOST_LINES, label=label, help_text=help_text)


class TryForm(RequestForm):
    """The same facts and how far it is, to see the answer without opening anything."""

    known_orders = orders_field()
    invoice_lines = lines_field(_("Invoice lines"), _("Of the order that the request names."))
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("As it opens")), *((code, _(label)) for code, label in labels.STATES.items())],
    )
    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[("", _("Not ended")), *spoken(labels.OUTCOMES)]
    )
    vision_vx_at = InstantField(label=_("Cancelled in Vision VX"), required=False)
    titan_at = InstantField(label=_("Cancelled in Titan"), required=False)
    rep_informed_at = InstantField(label=_("Rep told"), required=False)
    true_up_done_at = InstantField(label=_("Invoices adjusted"), required=False)
    trued_up = lines_field(
        _("Invoice lines as they were adjusted"), _("Left empty, the invoice lines of the order.")
    )

    def layout(self) -> Layout:
        """The record and what was done stand between the request and its mail."""
        whole = super().layout()
        done = (Row("vision_vx_at", "titan_at"), Row("rep_informed_at", "true_up_done_at"))
        whole.insert(2, Fieldset(_("On record"), "known_orders", "invoice_lines"))
        whole.insert(3, Fieldset(_("How far it is"), Row("state", "outcome"), *done))
        whole.insert(4, Fold(_("The adjusted lines…"), "trued_up"))
        return whole

    def clean(self) -> dict[str, Any]:
        """What was typed stays as it was: a word for all products is told from the others by the facts."""
        data = super().clean()
        data["products"] = [*data["products"], *([EVERY] if data["all_products"] else [])]
        return data

    def clean_invoice_lines(self) -> list[dict[str, str]]:
        """The lines as they are stored."""
        return lines_as_stored(self.cleaned_data["invoice_lines"])

    def clean_trued_up(self) -> list[dict[str, str]]:
        """The lines as they are stored."""
        return lines_as_stored(self.cleaned_data["trued_up"])
