"""Evidence within another input: an object, as programs send it when they open a ticket."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from advocacy.forms.evidence import EvidenceForm
from advocacy.rules.fields import FIELDS
from cases.words import listed

SCHEMAS: Mapping[str, dict[str, Any]] = {
    "instant": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "yes_no": {"type": "boolean"},
    "text": {"type": "string", "maxLength": 500},
    "choice": {"type": "string"},
    "text_or_yes": {},
}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


class EvidenceField(forms.Field):
    """What is on file already, by name; an unknown name or a wrong type is an error of this field."""

    widget = forms.HiddenInput
    json_schema: ClassVar[dict[str, Any]] = {
        "description": "What is on file already, by its name.",
        "type": "object",
        "properties": {
            "distributor": _nullable({"type": "string"}),
            **{name: _nullable(SCHEMAS[field.shape]) for name, field in FIELDS.items()},
        },
        "additionalProperties": False,
    }
    zone, strict = "UTC", False

    def clean(self, value: Any) -> dict[str, Any]:
        """The pieces that were given; raises ValidationError with a sentence for each that is wrong."""
        if value in (None, ""):
            return {}
        if not isinstance(value, Mapping):
            raise forms.ValidationError(_("Give the evidence by its names."), code="invalid")
        unknown = sorted(
            str(name) for name in set(value) - set(EvidenceForm.base_fields) | ({"at"} & set(value))
        )
        if unknown:
            raise forms.ValidationError(
                _("Not known: %(names)s.") % {"names": listed(unknown)}, code="unknown"
            )
        given = {name: one for name, one in value.items() if one is not None}
        form = EvidenceForm(given, zone=self.zone, strict=self.strict)
        if not form.is_valid():
            raise forms.ValidationError([_wrong(name, texts) for name, texts in form.errors.items()])
        return {name: one for name, one in form.cleaned_data.items() if name != "at"}


def _wrong(name: str, texts: Iterable[Any]) -> forms.ValidationError:
    """What is wrong with one piece, at its place in what a program sent."""
    said = f"{name}: {' '.join(map(str, texts))}".replace("%", "%%")
    return forms.ValidationError(said, code="invalid", params={"pointer": f"/{name}"})
