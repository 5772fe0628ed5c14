"""What the steps' forms share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms

from cases.forms import ActionForm
from cases.widgets import RadioCards

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONG = 2000
LONGEST_KEPT = 20_000
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class StepForm(ActionForm):
    """One step's questions. `known` holds the cleaned answers of the steps before it."""

    at = None  # type: ignore[assignment]  # Django's way of leaving out an inherited field
    rare = ()

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, known: Mapping[str, Any] | None = None, **options: Any
    ) -> None:
        self.known: Mapping[str, Any] = known or {}
        super().__init__(data, **options)

    def layout(self) -> Layout:
        """All fields in their order."""
        return Layout(*self.fields)

    @property
    def helper(self) -> FormHelper:
        """The page lists the errors of all its forms, so crispy does not list them again."""
        helper = super().helper
        helper.template = "rebooks/intake/_fields.html"
        return helper

    def typed(self) -> dict[str, str]:
        """The answers as they were typed, to be kept in the draft; what was sent beside them is nobody's.

        Kept before they are judged, so they are only made fit for a database: no NUL, no half characters.
        """
        texts = {name: str(self.data.get(name) or "").strip()[:LONGEST_KEPT] for name in self.fields}
        return {name: UNSTORABLE.sub("\ufffd", text) for name, text in texts.items()}


def cards(
    label: StrOrPromise, choices: Mapping[str, tuple[StrOrPromise, StrOrPromise]], missing: StrOrPromise
) -> forms.ChoiceField:
    """A question answered with one card of a few: value to (answer, what it means)."""
    return forms.ChoiceField(
        label=label,
        choices=[(value, answer) for value, (answer, _) in choices.items()],
        widget=RadioCards(hints={value: hint for value, (_, hint) in choices.items()}),
        error_messages={"required": missing},
    )


def words(
    label: StrOrPromise, help_text: StrOrPromise = "", *, missing: StrOrPromise = "", required: bool = True
) -> forms.CharField:
    """An answer in sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
    )
