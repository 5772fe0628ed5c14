"""Letters and what becomes of them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.rules import labels
from cases.fields import spoken
from cases.forms import ActionForm


class LetterForm(ActionForm):
    """How the letter goes out."""

    channel = forms.ChoiceField(
        label=_("How"),
        required=False,
        choices=spoken(labels.SENDING),
        help_text=_("By post where the mail came back."),
    )


class SentForm(ActionForm):
    """Which letter went out, by its number within the ticket."""

    letter = forms.IntegerField(label=_("Letter"), min_value=1, max_value=10_000)


class MailSentForm(ActionForm):
    """The mail to the customer went out; whether it announced the survey."""

    survey = forms.BooleanField(label=_("It announced the survey"), required=False)


class BouncedForm(ActionForm):
    """It came back."""
