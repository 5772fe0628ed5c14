"""Inputs about one group of badges."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from affiliations.forms.parts import count_field, group_field
from cases.day_field import DayField
from cases.forms import ActionForm, Fold


class GroupForm(ActionForm):
    """Which group of the case it is about."""

    group = group_field()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None:
            names = [row.name for row in self.case.parts.groups]
            self.fields["group"].widget = forms.Select(choices=[(name, name) for name in names])

    def clean_group(self) -> str:
        """The group as it is on file; raises ValidationError for one that the case does not have."""
        found = self.case.parts.group(self.cleaned_data["group"])
        if found is None:
            raise forms.ValidationError(_("Name a group of this transition."), code="unknown")
        return str(found.name)


class ExpiredForm(GroupForm):
    """The expired shipment of a group."""

    qty = count_field(
        _("Badges"), help_text=_("0 where the last set is issued, else the number still to come.")
    )

    def layout(self) -> Layout:
        """Group, then number."""
        return Layout("group", "qty", Fold(_("It happened earlier…"), "at"))


class ShipmentForm(ActionForm):
    """A new shipment: of a group on file, or of a new one."""

    group = group_field()
    qty = count_field(_("Badges"), least=1)

    def clean_group(self) -> str:
        """The name as it is on file, where it is."""
        name: str = self.cleaned_data["group"]
        found = self.case.parts.group(name)
        return str(found.name) if found else name

    def clean(self) -> dict[str, Any]:
        """Refuses a number that no group can hold."""
        data = super().clean() or {}
        found = self.case.parts.group(data.get("group") or "")
        if found and found.pending_badges + (data.get("qty") or 0) > 2_000_000_000:
            self.add_error("qty", forms.ValidationError(_("No group has so many badges."), code="max_value"))
        return data


class ShipmentsDoneForm(ActionForm):
    """When billing is expected, where that is known."""

    expected_billing_on = DayField(
        label=_("Billing expected on"),
        required=False,
        help_text=_("We look at billing then; without a date, every week."),
    )
