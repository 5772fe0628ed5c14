"""Correcting recorded facts."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms

from advocacy.actions.opening import twin
from advocacy.forms.parts import YesNoField, name_field
from advocacy.rules import labels
from cases.fields import MailField
from cases.forms import ActionForm


class CorrectForm(ActionForm):
    """What may turn out otherwise; what is left empty stays as it is."""

    why = forms.CharField(
        label="Why", max_length=2000, help_text="What was wrong, for the timeline.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    product = name_field("Product", required=False)
    serial = name_field("Serial number", required=False, longest=80)
    distributor = forms.ChoiceField(
        label="Distributor", required=False, choices=[("", "As it is"), *labels.DISTRIBUTORS.items()]
    )
    customer = name_field("Customer", required=False)
    customer_email = MailField(label="Mail of the customer", required=False)
    conversation_ever = YesNoField(label="Spoken with the customer", required=False)

    def layout(self) -> Layout:
        """Why first."""
        return Layout(
            "why",
            Row("product", "serial"),
            Row("customer", "customer_email"),
            Row("distributor", "conversation_ever"),
            self.earlier(),
        )

    def clean(self) -> dict[str, Any]:
        """Another open ticket of the account keeps its product."""
        data = super().clean() or {}
        if self.case is not None and (data.get("product") or data.get("serial")):
            product, serial = data.get("product") or self.case.product, data.get("serial") or self.case.serial
            other = twin(self.case.account_id, product, serial, self.case.pk)
            if other:
                said = f"{product} already has the open ticket {other}."
                self.add_error("product", forms.ValidationError(said, code="twin"))
        return data
