"""The inputs of seat changes."""

from __future__ import annotations

from django import forms

from cases.account_field import AccountField
from cases.forms import ActionForm, ReasonForm


class OpenForm(ActionForm):
    """What is asked for, and of whom."""

    account = AccountField(label="Customer")
    time_zone = forms.CharField(label="Time zone", required=False, max_length=64)
    seats_now = forms.IntegerField(label="Seats now", min_value=0, max_value=100_000)
    seats_wanted = forms.IntegerField(label="Seats wanted", min_value=0, max_value=100_000)


class CorrectForm(ReasonForm):
    """The number, corrected."""

    seats_wanted = forms.IntegerField(label="Seats wanted", min_value=0, max_value=100_000)


class ConfirmedForm(ActionForm):
    """What the customer said, if anything."""

    words = forms.CharField(label="In the customer's words", required=False)
