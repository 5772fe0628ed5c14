"""Evidence and coded facts as fields with words and types: for the changes that a timeline tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_noop as _

from advocacy.rules import labels
from advocacy.rules.fields import FIELDS, Field


def _as_field(field: Field) -> models.Field[Any, Any]:
    if field.shape == "instant":
        return models.DateTimeField(field.label)
    if field.shape == "date":
        return models.DateField(field.label)
    return models.CharField(field.label, choices=list((field.choices or {}).items()) or None)


def _coded(label: str, choices: Mapping[str, str]) -> models.Field[Any, Any]:
    return models.CharField(label, choices=list(choices.items()))


BESIDE: Mapping[str, models.Field[Any, Any]] = {
    **{name: _as_field(field) for name, field in FIELDS.items()},
    "case_type": _coded(_("Type"), labels.TYPES),
    "caller_type": _coded(_("Caller Type"), labels.CALLER_TYPES),
    "distributor": _coded(_("Distributor"), labels.DISTRIBUTORS),
    "closing_stuck": _coded(_("System that needs a person"), labels.SYSTEMS),
}
