"""Attempts and contacts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.forms.parts import YesNoField
from advocacy.rules import labels
from cases.fields import spoken
from cases.forms import ActionForm


class AttemptForm(ActionForm):
    """How we tried, and whether the customer was reached."""

    channel = forms.ChoiceField(label=_("How"), choices=spoken(labels.ATTEMPT_CHANNELS))
    reached = YesNoField(label=_("Customer reached"), required=False, help_text=_("Not stated means no."))

    def clean_reached(self) -> bool:
        """No, where nothing was said."""
        return bool(self.cleaned_data.get("reached"))


class ContactForm(ActionForm):
    """How the customer was in touch."""

    channel = forms.ChoiceField(label=_("How"), choices=spoken(labels.CONTACT_CHANNELS))
