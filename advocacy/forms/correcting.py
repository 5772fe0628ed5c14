"""Correcting recorded facts."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.actions.opening import twin
from advocacy.forms.parts import YesNoField, name_field
from advocacy.rules import labels
from cases.fields import MailField, spoken
from cases.forms import ActionForm
from cases.present.fieldwords import tell_what_stands

STANDING = ("product", "serial", "distributor", "customer", "customer_email", "conversation_ever")


class CorrectForm(ActionForm):
    """What may turn out otherwise; what is left empty stays as it is."""

    why = forms.CharField(
        label=_("Why"), max_length=2000, help_text=_("What was wrong, for the timeline."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    product = name_field(_("Product"), required=False)
    serial = name_field(_("Serial number"), required=False, longest=80)
    distributor = forms.ChoiceField(
        label=_("Distributor"), required=False, choices=[("", _("As it is")), *spoken(labels.DISTRIBUTORS)]
    )
    customer = name_field(_("Customer"), required=False)
    customer_email = MailField(label=_("Mail of the customer"), required=False)
    conversation_ever = YesNoField(label=_("Spoken with the customer"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and not options.get("strict"):
            tell_what_stands(self, STANDING)

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
                said = _("%(product)s already has the open ticket %(ticket)s.") % {
                    "product": product,
                    "ticket": other,
                }
                self.add_error("product", forms.ValidationError(said, code="twin"))
        return data
