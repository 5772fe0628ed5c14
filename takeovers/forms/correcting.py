"""Correcting recorded facts."""

from __future__ import annotations

from crispy_forms.layout import Layout, Row
from django import forms

from cases.fields import MailField
from cases.forms import ActionForm
from takeovers.forms.parts import MonthField, name_field


class CorrectForm(ActionForm):
    """What may change without touching what was agreed; what is left empty stays as it is."""

    why = forms.CharField(
        label="Why", max_length=2000, help_text="What was wrong, for the timeline.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    current_vad = name_field("Current distributor", required=False)
    new_vad = name_field("New distributor", required=False)
    subject_email = MailField(label="Mail of who moves", required=False)
    current_email = MailField(label="Mail of the current partner", required=False)
    new_email = MailField(label="Mail of the new partner", required=False)
    requested_finish = MonthField(label="Wished month", required=False)
    discount_ref = forms.CharField(label="Invoice with the discount", required=False, max_length=80)

    def layout(self) -> Layout:
        """Why first."""
        return Layout(
            "why",
            Row("current_vad", "new_vad"),
            Row("subject_email", "current_email", "new_email"),
            Row("requested_finish", "discount_ref"),
            self.earlier(),
        )
