"""The input of an action as JSON: the schema of its form, and the strict reading of what is sent.

The schema says which keys there are and of which JSON type; the form says everything else, in the sentences
that the pages show too. Both are made from the form, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from cases.api.problems import invalid
from cases.api.shapes import faults
from cases.core_forms import CaseField
from cases.fields import AmountField, InstantField
from cases.forms import ActionForm

Schema = dict[str, Any]
TEXT: Final[Schema] = {"type": "string"}


def schema_of(fields: Mapping[str, forms.Field]) -> Schema:
    """The JSON Schema of a form's input; a field of a kind's own may bring one as `json_schema`."""
    schema: Schema = {
        "type": "object",
        "properties": {name: _described(field) for name, field in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, field in fields.items() if _is_required(field)]
    return schema | ({"required": required} if required else {})


def read(fields: Mapping[str, forms.Field], given: Mapping[str, Any], within: str = "") -> dict[str, Any]:
    """What the form gets: the input without nulls, but for a field that null clears (`clearable`).

    Raises Problem 422 for unknown keys and wrong JSON types. `within` is the pointer to the input, where it
    is a part of another one.
    """
    found = faults(_types(fields), dict(given), within)
    wrong = [{"pointer": pointer, "message": message} for pointer, message in found]
    if wrong:
        raise invalid(wrong)
    clears = {name for name, field in fields.items() if getattr(field, "clearable", False)}
    return {name: value for name, value in given.items() if value is not None or name in clears}


def fields_of(form: type[ActionForm] | None) -> Mapping[str, forms.Field]:
    """The fields that every form of the class has."""
    found: Mapping[str, forms.Field] = (form or ActionForm).base_fields
    return found


def _types(fields: Mapping[str, forms.Field]) -> Schema:
    """The part that is checked before the form: keys and types, null standing for "not given"."""
    return {
        "type": "object",
        "properties": {name: _nullable(_type(field)) for name, field in fields.items()},
        "additionalProperties": False,
    }


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _is_required(field: forms.Field) -> bool:
    # A required tick box means "must be ticked": its key may be left out, and the form then says so.
    return field.required and not isinstance(field, forms.BooleanField)


def _type(field: forms.Field) -> Schema:
    """The JSON type of a field, without its limits."""
    own: Schema | None = getattr(field, "json_schema", None)
    if own is not None:
        return own
    if isinstance(field, (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)):
        return {"type": "array", "items": TEXT}
    if isinstance(field, forms.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, forms.IntegerField) and not isinstance(
        field, (forms.FloatField, forms.DecimalField)
    ):
        return {"type": "integer"}
    if isinstance(field, forms.FloatField):
        return {"type": "number"}
    if isinstance(field, forms.JSONField):
        return {}
    return TEXT


def _described(field: forms.Field) -> Schema:
    schema = dict(_type(field))
    title = ". ".join(str(text) for text in (field.label, field.help_text) if text)
    if title and "description" not in schema:
        schema["description"] = title
    if schema.get("type") == "string":
        schema |= _text_limits(field)
    if isinstance(field, forms.MultipleChoiceField):
        schema["items"] = {"type": "string", **_one_of(field.choices)}
    if schema.get("type") in {"integer", "number"}:
        limits = {"minimum": getattr(field, "min_value", None), "maximum": getattr(field, "max_value", None)}
        schema |= {name: value for name, value in limits.items() if value is not None}
    return schema if field.required else _nullable_type(schema)


def _nullable_type(schema: Schema) -> Schema:
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    if isinstance(schema.get("type"), str):
        return schema | {"type": [schema["type"], "null"]}
    if "anyOf" in schema:
        return schema | {"anyOf": [*schema["anyOf"], {"type": "null"}]}
    return schema


def _text_limits(field: forms.Field) -> Schema:
    if isinstance(field, InstantField):
        return {"format": "date-time"}
    if isinstance(field, AmountField):
        return {"pattern": r"^[0-9]+(\.[0-9]+)?$", "examples": ["4990.00"]}
    if isinstance(field, forms.DateField):
        return {"format": "date"}
    if isinstance(field, CaseField):
        return {"examples": ["RB-2026-000123"], "maxLength": 20}
    if isinstance(field, forms.ModelChoiceField):
        return {}
    if isinstance(field, forms.ChoiceField):
        return _one_of(field.choices)
    longest = getattr(field, "max_length", None)
    return {"maxLength": longest} if longest else {}


def _one_of(choices: Any) -> Schema:
    """The values to choose from; nothing where there are none yet, for an empty list describes no value."""
    options = _options(choices)
    return {"enum": options} if options else {}


def _options(choices: Any) -> list[str]:
    """The values of a choice field, groups opened, the empty line of a list left out."""
    found: list[str] = []
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            found += _options(label)
        elif value not in {"", None}:
            found.append(str(value))
    return found
