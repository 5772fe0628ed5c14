"""Attempts and contacts."""

from __future__ import annotations

from django import forms

from advocacy.forms.parts import YesNoField
from advocacy.rules import labels
from cases.forms import ActionForm


class AttemptForm(ActionForm):
    """How we tried, and whether the customer was reached."""

    channel = forms.ChoiceField(label="How", choices=[*labels.ATTEMPT_CHANNELS.items()])
    reached = YesNoField(label="Customer reached", required=False, help_text="Not stated means no.")

    def clean_reached(self) -> bool:
        """No, where nothing was said."""
        return bool(self.cleaned_data.get("reached"))


class ContactForm(ActionForm):
    """How the customer was in touch."""

    channel = forms.ChoiceField(label="How", choices=[*labels.CONTACT_CHANNELS.items()])
