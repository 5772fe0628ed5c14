"""Correcting recorded facts."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from affiliations.forms.parts import UsersField, accounts_field, groups_field, name_field
from cases import clock
from cases.day_field import DayField
from cases.fields import InstantField, MailField
from cases.forms import ActionForm
from cases.present.fieldwords import tell_what_stands

STANDING = (
    "customer", "reseller", "enterprise_affiliation", "reseller_email", "deal_id", "reseller_notified_at",
    "expected_billing_on",
)  # fmt: skip


class CorrectForm(ActionForm):
    """What may turn out otherwise; what is left empty stays as it is."""

    why = forms.CharField(
        label=_("Why"), max_length=2000, help_text=_("What was wrong, for the timeline."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    customer = name_field(_("Customer"), required=False)
    reseller = name_field(_("Reseller"), required=False)
    enterprise_affiliation = forms.CharField(
        label=_("Enterprise affiliation"), required=False, max_length=120
    )
    reseller_email = MailField(label=_("Mail of the reseller"), required=False)
    deal_id = forms.CharField(label=_("Deal"), required=False, max_length=80)
    reseller_notified_at = InstantField(label=_("Reseller told"), required=False)
    expected_billing_on = DayField(label=_("Billing expected on"), required=False)
    accounts = accounts_field(required=False, help_text=_("All that move; one that is not named has left."))
    groups = groups_field(required=False, help_text=_("Only those that change, or are new."))
    reseller_users = UsersField(
        label=_("Further users of the reseller"), required=False, help_text=_("A line for each.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and not options.get("strict"):
            tell_what_stands(self, STANDING)

    def layout(self) -> Layout:
        """Why first."""
        return Layout(
            "why",
            Row("customer", "reseller"),
            Row("enterprise_affiliation", "deal_id"),
            Row("reseller_email", "reseller_notified_at", "expected_billing_on"),
            Fieldset(_("Badges"), "accounts", "groups", "reseller_users"),
            "at",
        )

    def clean_reseller_notified_at(self) -> Any:
        """Refuses what is still ahead."""
        told = self.cleaned_data.get("reseller_notified_at")
        if told is not None and told > clock.now():
            raise forms.ValidationError(_("This is in the future."), code="future")
        return told
