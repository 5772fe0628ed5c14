"""What is put on file."""

from __future__ import annotations

from typing import Any

from django import forms

from advocacy.forms.parts import name_field
from advocacy.rules import labels
from cases.forms import ActionForm, ReasonForm


class CallerForm(ActionForm):
    """Who called; blank is an answer of its own."""

    caller_type = forms.ChoiceField(
        label="Caller Type", required=False, choices=[*labels.CALLER_TYPES.items()]
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """It begins with what is stated."""
        super().__init__(*args, **options)
        if self.case is not None:
            self.initial = {"caller_type": self.case.caller_type, **self.initial}


class TypeForm(ReasonForm):
    """The new type, and why."""

    case_type = forms.ChoiceField(label="Type", choices=[*labels.TYPES.items()])
    field_order = ("case_type", "reason", "at")


class HandOverForm(ActionForm):
    """Who in the field goes on, and what they should know."""

    field_role = forms.ChoiceField(label="Role in the field", choices=[*labels.FIELD_ROLES.items()])
    field_name = name_field("Name")
    note = forms.CharField(
        label="Note", max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Goes to this person and to Field Partner Support.",
    )  # fmt: skip


class ReviewForm(ActionForm):
    """Which technical review."""

    id = name_field("Number of the review", longest=80)
