"""Opening a ticket, and trying one."""

from __future__ import annotations

from typing import Any, ClassVar

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.forms.nested import EvidenceField
from advocacy.forms.parts import name_field
from advocacy.rules import labels
from cases.account_field import AccountField
from cases.fields import MailField, check_text, spoken
from cases.forms import ActionForm
from cases.text import tidy

LONGEST = 200
MOST = 20
UNSTATED = [("", _("Not stated"))]


class ProductField(forms.CharField):
    """The product: one name. A program may send a list; a list of several is no ticket, see the guards."""

    json_schema: ClassVar[dict[str, Any]] = {
        "anyOf": [
            {"type": "string", "minLength": 1, "maxLength": LONGEST},
            {"type": "array", "items": {"type": "string", "maxLength": LONGEST}, "maxItems": MOST},
        ],
        "description": "Exactly one product.",
    }

    def clean(self, value: Any) -> Any:
        """The names, tidied; raises ValidationError where there is none."""
        lines = (
            value if isinstance(value, (list, tuple)) else str(value or "").replace(";", "\n").splitlines()
        )
        if not all(isinstance(line, str) for line in lines):
            raise forms.ValidationError(_("Give the name of the product."), code="invalid")
        names = [name for name in map(tidy, lines) if name]
        if not names:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        for name in names[:MOST]:
            if len(name) > LONGEST:
                raise forms.ValidationError(
                    _("A name has at most %(most)d characters.") % {"most": LONGEST}, code="long"
                )
            check_text(name)
        return names


class OpenForm(ActionForm):
    """Whose product, which one, and what sort of ticket it is."""

    guarded = ("product",)

    account = AccountField(label=_("Account"), help_text=_("The customer's account."))
    product = ProductField(label=_("Product"), help_text=_("One product. Open one ticket for each."))
    serial = name_field(_("Serial number"), required=False, longest=80)
    case_type = forms.ChoiceField(label=_("Type"), choices=[("", _("Choose a type")), *spoken(labels.TYPES)])
    caller_type = forms.ChoiceField(
        label=_("Caller Type"), required=False, choices=spoken(labels.CALLER_TYPES)
    )
    distributor = forms.ChoiceField(
        label=_("Distributor"), required=False, choices=[*UNSTATED, *spoken(labels.DISTRIBUTORS)],
        help_text=_("For a cabinet replacement."),
    )  # fmt: skip
    conversation_ever = forms.BooleanField(
        label=_("Somebody has spoken with the customer before"), required=False,
        help_text=_("By phone, mail or chat, whoever began it."),
    )  # fmt: skip
    customer = name_field(
        _("Customer"), required=False, help_text=_("Whom letters address. Empty: the account.")
    )
    customer_email = MailField(label=_("Mail of the customer"), required=False)
    evidence = EvidenceField(label=_("Evidence"), required=False)
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64,
        help_text=_("Decides when waits end. Left empty, America/Chicago."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        """Evidence is read as the rest of the input."""
        super().__init__(*args, **options)
        field = self.fields["evidence"]
        assert isinstance(field, EvidenceField)
        field.zone, field.strict = self.zone, bool(options.get("strict"))

    def layout(self) -> Layout:
        """What it is about, then whom."""
        return Layout(
            Fieldset(_("Ticket"), Row("product", "serial"), Row("case_type", "caller_type"), "distributor",
                     "conversation_ever"),
            Fieldset(_("Customer"), "account", Row("customer", "customer_email"), "time_zone"),
            self.earlier(),
        )  # fmt: skip
