"""What comes in: a request, the same again, and what is added to it."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cancellations.actions.receiving import UNNAMED
from cancellations.forms.parts import (
    LONGEST_BODY,
    BodyField,
    ProductsField,
    mail_field,
    name_field,
    order_field,
    split_all,
)
from cancellations.rules import labels
from cases import clock
from cases.account_field import AccountField
from cases.fields import InstantField, spoken
from cases.forms import ActionForm, Fold
from cases.present.fieldwords import tell_what_stands

STANDING = ("client", "campaign", "titan_order_id", "products", "rep_name", "rep_contact", "reason")


class RequestForm(ActionForm):
    """The fields of a request, as read from a mail or as a rep gives them. Any of them may be missing."""

    keyed = frozenset({"message_id"})

    client = name_field(_("Vision VX client"))
    campaign = name_field(_("Campaign name"))
    titan_order_id = order_field(help_text=_("Of the order itself, not one that it quotes."))
    products = ProductsField(
        label=_("Products"), required=False, help_text=_("A line for each, as they stand on the order.")
    )
    rep_name = name_field(_("Rep"), help_text=_("Who asks for it."))
    rep_contact = name_field(_("Contact of the rep"), help_text=_("A mail address, so that answers arrive."))
    reason = forms.ChoiceField(
        label=_("Reason"), required=False, choices=[("", _("Not stated")), *spoken(labels.REASONS)]
    )
    message_id = mail_field()
    received_at = InstantField(label=_("Received"), required=False)
    sender = name_field(_("From"))
    subject = name_field(_("Subject"), longest=300)
    body = BodyField(label=_("Text of the mail"), required=False, max_length=LONGEST_BODY)
    rare = ("message_id", "received_at", "sender", "subject", "body", "at")

    def layout(self) -> Layout:
        """The order, then who asks, then the mail."""
        return Layout(
            Fieldset(_("Order"), Row("client", "campaign"), "titan_order_id", "products"),
            Fieldset(_("Rep"), Row("rep_name", "rep_contact"), "reason"),
            Fold(_("The mail it came with"), *self.rare),
        )

    def clean_received_at(self) -> Any:
        """Refuses what is still ahead."""
        received = self.cleaned_data.get("received_at")
        if received is not None and received > clock.now():
            raise forms.ValidationError(_("This is in the future."), code="future")
        return received

    def clean(self) -> dict[str, Any]:
        """Tells products that are named from "all" of them."""
        data = super().clean() or {}
        data["products"], data["all_products"] = split_all(data.get("products") or [])
        return data


class OpenForm(RequestForm):
    """A request for a cancellation. Nothing is required: what is missing is asked for."""

    account = AccountField(label=_("Account"), required=False, help_text=_("Left empty, the client's."))
    time_zone = forms.CharField(
        label=_("Time zone"), required=False, max_length=64,
        help_text=_("Decides when reminders are due. Left empty, America/Chicago."),
    )  # fmt: skip

    def layout(self) -> Layout:
        """The request, then the case."""
        parts = super().layout()
        parts.fields.insert(2, Fieldset(_("Case"), Row("account", "time_zone")))
        return parts

    def clean(self) -> dict[str, Any]:
        """The account is the client's, unless another is named."""
        data = super().clean()
        if not data.get("account"):
            data["account"] = AccountField().clean({"name": data.get("client") or UNNAMED})
        return data


class SupplyForm(RequestForm):
    """What the rep adds: each field that is given replaces the old one."""

    about = _("Each field that you give replaces the old one; products are replaced as a whole.")


class CorrectForm(RequestForm):
    """What may turn out otherwise; what is left empty stays as it is."""

    why = forms.CharField(
        label=_("Why"), max_length=2000, help_text=_("What was wrong, for the timeline."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and not options.get("strict"):
            tell_what_stands(self, STANDING)

    def layout(self) -> Layout:
        """Why first."""
        parts = super().layout()
        parts.fields.insert(0, "why")
        return parts


class SameRequestForm(ActionForm):
    """The mail that says the same again."""

    keyed = frozenset({"message_id"})

    message_id = mail_field()
    rep_name = name_field(_("Rep"))
    rep_contact = name_field(_("Contact of the rep"))
    sender = name_field(_("From"))
