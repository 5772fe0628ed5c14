"""Inputs of the switch."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from affiliations.forms.parts import name_field, override_field
from cases.fields import MailField
from cases.forms import ActionForm, Fold
from cases.names_field import LONGEST_NAME


class AccessForm(ActionForm):
    """Whose access is taken away; nobody named means everybody's."""

    user = forms.CharField(label=_("User"), required=False, max_length=LONGEST_NAME)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            names = [row.user for row in self.case.parts.access if row.removed_at is None]
            choices = [("", _("All of them")), *((name, name) for name in names)]
            self.fields["user"].widget = forms.Select(choices=choices)

    def clean_user(self) -> str:
        """The user as on file; raises ValidationError for one that the reseller does not have."""
        name: str = self.cleaned_data["user"]
        found = self.case.parts.user(name) if name else None
        if name and found is None:
            raise forms.ValidationError(_("Name a user of this reseller."), code="unknown")
        return str(found.user) if found else ""


class MailForm(ActionForm):
    """The names that stand in the letter, and where it goes."""

    guarded = ("reseller_name", "customer_name")

    reseller_name = name_field(_("Reseller name"), required=False)
    customer_name = name_field(_("Customer name"), required=False)
    to = MailField(label=_("To"), required=False, help_text=_("Left empty, the reseller's address on file."))
    override_reason = override_field(_("Where the reseller has to know first and does not."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            known = {"reseller_name": self.case.reseller, "customer_name": self.case.customer}
            self.initial = {**known, "to": self.case.reseller_email, **self.initial}

    def layout(self) -> Layout:
        """Names, then address."""
        return Layout(
            Row("reseller_name", "customer_name"),
            "to",
            "override_reason",
            Fold(_("It happened earlier…"), "at"),
        )

    def clean_to(self) -> str:
        """The address; raises ValidationError where none is given and none on file."""
        to = self.cleaned_data["to"] or self.case.reseller_email
        if not to:
            raise forms.ValidationError(_("Give the address of the reseller."), code="required")
        return str(to)


class BouncedForm(ActionForm):
    """The letter came back."""
