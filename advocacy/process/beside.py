"""The pieces of evidence as fields with words and types: for the changes that a timeline tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from advocacy.rules.fields import FIELDS, Field


def _as_field(field: Field) -> models.Field[Any, Any]:
    if field.shape == "instant":
        return models.DateTimeField(field.label)
    return models.CharField(field.label, choices=list((field.choices or {}).items()) or None)


BESIDE: Mapping[str, models.Field[Any, Any]] = {name: _as_field(field) for name, field in FIELDS.items()}
