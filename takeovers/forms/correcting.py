"""Correcting recorded facts."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from cases.fields import MailField
from cases.forms import ActionForm
from cases.present.fieldwords import tell_what_stands
from takeovers.forms.parts import MonthField, name_field

STANDING = (
    "current_vad", "new_vad", "subject_email", "current_email", "new_email", "requested_finish",
    "discount_ref",
)  # fmt: skip


class CorrectForm(ActionForm):
    """What may change without touching what was agreed; what is left empty stays as it is."""

    why = forms.CharField(
        label=_("Why"), max_length=2000, help_text=_("What was wrong, for the timeline."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    current_vad = name_field(_("Current distributor"), required=False)
    new_vad = name_field(_("New distributor"), required=False)
    subject_email = MailField(label=_("Mail of who moves"), required=False)
    current_email = MailField(label=_("Mail of the current partner"), required=False)
    new_email = MailField(label=_("Mail of the new partner"), required=False)
    requested_finish = MonthField(label=_("Wished month"), required=False)
    discount_ref = forms.CharField(label=_("Invoice with the discount"), required=False, max_length=80)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.case is not None and not options.get("strict"):
            tell_what_stands(self, STANDING)

    def layout(self) -> Layout:
        """Why first."""
        return Layout(
            "why",
            Row("current_vad", "new_vad"),
            Row("subject_email", "current_email", "new_email"),
            Row("requested_finish", "discount_ref"),
            self.earlier(),
        )
