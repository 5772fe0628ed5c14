"""What is put on file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.forms.parts import name_field
from advocacy.rules import labels
from cases.fields import spoken
from cases.forms import ActionForm, ReasonForm


class CallerForm(ActionForm):
    """Who called; blank is an answer of its own."""

    caller_type = forms.ChoiceField(
        label=_("Caller Type"), required=False, choices=spoken(labels.CALLER_TYPES)
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """It begins with what is stated."""
        super().__init__(*args, **options)
        if self.case is not None:
            self.initial = {"caller_type": self.case.caller_type, **self.initial}


class TypeForm(ReasonForm):
    """The new type, and why."""

    case_type = forms.ChoiceField(label=_("Type"), choices=spoken(labels.TYPES))
    field_order = ("case_type", "reason", "at")


class HandOverForm(ActionForm):
    """Who in the field goes on, and what they should know."""

    field_role = forms.ChoiceField(label=_("Role in the field"), choices=spoken(labels.FIELD_ROLES))
    field_name = name_field(_("Name"))
    note = forms.CharField(
        label=_("Note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Goes to this person and to Field Partner Support."),
    )  # fmt: skip


class ReviewForm(ActionForm):
    """Which technical review."""

    id = name_field(_("Number of the review"), longest=80)
