"""How a ticket ends, and begins again."""

from __future__ import annotations

from datetime import datetime

from django import forms

from advocacy.forms.parts import name_field
from cases.forms import ActionForm, ReasonForm


class ConfirmForm(ActionForm):
    """The number under which the other system shows it closed."""

    confirmation = name_field(
        "Confirmation",
        required=False,
        longest=80,
        help_text="What the other system shows, such as its number.",
    )


class ServiceNowForm(ConfirmForm):
    """The same, after the first system."""

    def clean_at(self) -> datetime | None:
        """Refuses an instant before the first system closed it."""
        at: datetime | None = super().clean_at()
        first = self.case.crm_closed_at if self.case is not None else None
        if at is not None and first is not None and at < first:
            raise forms.ValidationError("This is before the case was closed in the CRM.", code="order")
        return at


class ReopenForm(ReasonForm):
    """Why it goes on."""
