"""Letters and what becomes of them."""

from __future__ import annotations

from django import forms

from advocacy.rules import labels
from cases.forms import ActionForm


class LetterForm(ActionForm):
    """How the letter goes out."""

    channel = forms.ChoiceField(
        label="How",
        required=False,
        choices=[*labels.SENDING.items()],
        help_text="By post where the mail came back.",
    )


class SentForm(ActionForm):
    """Which letter went out, by its number within the ticket."""

    letter = forms.IntegerField(label="Letter", min_value=1, max_value=10_000)


class MailSentForm(ActionForm):
    """The mail to the customer went out; whether it announced the survey."""

    survey = forms.BooleanField(label="It announced the survey", required=False)


class BouncedForm(ActionForm):
    """It came back."""
