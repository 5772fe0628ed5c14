"""Fields that several forms share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.rules.fields import FIELDS, Field
from cases import clock
from cases.day_field import DayField
from cases.fields import InstantField, check_text, spoken
from cases.text import tidy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 500


class YesNoField(forms.NullBooleanField):
    """Yes, no, or not stated."""

    widget = forms.Select(choices=[("", _("Not stated")), ("true", _("Yes")), ("false", _("No"))])
    json_schema: ClassVar[dict[str, Any]] = {"type": "boolean"}
    words: ClassVar[Mapping[Any, bool]] = {
        True: True, "true": True, "True": True, "yes": True, "on": True,
        False: False, "false": False, "False": False, "no": False,
    }  # fmt: skip

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]  # as its base class does it
        """Yes, no or None; raises ValidationError for anything else."""
        if value in (None, ""):
            return None
        if not isinstance(value, (bool, str)) or value not in self.words:
            raise forms.ValidationError(_("Say yes or no."), code="invalid")
        return self.words[value]

    def validate(self, value: Any) -> None:
        """A required one has to be stated."""
        if self.required and value is None:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def prepare_value(self, value: Any) -> Any:
        """As the list on the page has it."""
        return {True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value


class WordsOrYesField(forms.CharField):
    """Words; a program may say a plain yes where it knows no more."""

    json_schema: ClassVar[dict[str, Any]] = {
        "anyOf": [{"type": "string", "maxLength": LONGEST}, {"type": "boolean"}]
    }

    def to_python(self, value: Any) -> Any:
        """The words in one shape, or yes or no."""
        return value if isinstance(value, bool) else tidy(super().to_python(value) or "")

    def run_validators(self, value: Any) -> None:
        """Words only are looked at."""
        if not isinstance(value, bool):
            super().run_validators(value)
            check_text(value)


def evidence_field(field: Field) -> forms.Field:
    """The form field of a piece of evidence; a program clears it with null."""
    made = _made(field)
    made.clearable = True  # type: ignore[attr-defined]  # read by cases.api.inputs
    return made


def _made(field: Field) -> forms.Field:
    options: dict[str, Any] = {"label": _(field.label), "required": False}
    if field.shape == "instant":
        return InstantField(**options)
    if field.shape == "date":
        return DayField(**options)
    if field.shape == "yes_no":
        return YesNoField(**options)
    if field.shape == "choice":
        return forms.ChoiceField(choices=[("", _("Not stated")), *spoken(field.choices or {})], **options)
    if field.shape == "text_or_yes":
        return WordsOrYesField(max_length=LONGEST, **options)
    return forms.CharField(max_length=LONGEST, **options)


def evidence_fields() -> dict[str, forms.Field]:
    """A field for every piece of evidence."""
    return {name: evidence_field(field) for name, field in FIELDS.items()}


def check_past(name: str, value: Any) -> None:
    """Raises ValidationError for an instant that is still ahead; a date may be."""
    if name in FIELDS and FIELDS[name].shape == "instant" and value is not None and value > clock.now():
        raise forms.ValidationError(_("This is in the future."), code="future")


def name_field(
    label: StrOrPromise, *, required: bool = True, longest: int = 200, help_text: StrOrPromise = ""
) -> forms.CharField:
    """The name of somebody or something."""
    return forms.CharField(label=label, required=required, max_length=longest, help_text=help_text)
