"""Going on as another kind, before it is done: what is carried over, what is still missing, what ends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.forms import ActionForm
from cases.rows_field import RowsField
from cases.saying import all_of, some_of
from cases.workflow import Look
from cases.workflow.continuing import NAME, against_ending


def summary(look: Look, form: ActionForm, given: Mapping[str, Any]) -> dict[str, Any]:
    """The case that is left, and what the new one has of it. `given` is what was carried over."""
    case = look.case
    fields = {
        name: field for name, field in form.fields.items() if not isinstance(field.widget, forms.HiddenInput)
    }
    return {
        "reference": case.reference,
        "title": case.title,
        "url": reverse("case", args=[case.reference]),
        "carried": [
            {"label": str(field.label), "value": _shown(field, given[name])}
            for name, field in fields.items()
            if name in given
        ],
        "missing": [said for name, field in fields.items() for said in _missing(form, name, field, given)],
        "ending": ending(look),
    }


def ending(look: Look) -> str:
    """What becomes of the case that is left, as a sentence."""
    spec = look.kind.continues
    assert spec is not None, "asked of kinds that continue"
    told = against_ending(look.step(look.kind.action(NAME)))
    if told:
        return _("%(case)s stays open. %(why)s") % {
            "case": look.case.reference,
            "why": " ".join(refusal.message for refusal in told),
        }
    label = look.kind.action(spec.ends_by).label
    return _("%(case)s ends at the same time, as with “%(label)s”.") % {
        "case": look.case.reference,
        "label": label,
    }


def _shown(field: forms.Field, value: Any) -> str:
    """A value as people read it; of a table its first column."""
    if not isinstance(field, RowsField):
        return str(field.prepare_value(value))
    rows = field.prepare_value(value)
    first = next(iter(field.columns))
    names = [str(row.get(first) or "") for row in rows]
    return some_of(names)


def _missing(form: ActionForm, name: str, field: forms.Field, given: Mapping[str, Any]) -> Iterator[str]:
    """What the opening asks for and nobody has said yet; of a table the columns that are empty."""
    if name not in given:
        if field.required or name in form.guarded:
            yield str(field.label)
    elif isinstance(field, RowsField):
        rows = field.prepare_value(given[name])
        empty = [
            str(column.label).lower()
            for key, column in field.columns.items()
            if column.required and not isinstance(column.widget, forms.Select)
            and any(row.get(key) in (None, "") for row in rows)
        ]  # fmt: skip
        if empty:
            yield _("%(table)s: %(columns)s") % {"table": field.label, "columns": all_of(empty)}
