"""What somebody stated with an act, as lines of its timeline entry: which step, whose agreement, how many."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from django import forms

from cases.core_forms import CaseField
from cases.fields import AmountField, InstantField
from cases.forms import ActionForm
from cases.kinds import Action, Event
from cases.models import TimelineEntry, User
from cases.present.fieldwords import FieldWords
from cases.rows_field import RowsField
from cases.rows_widget import choices_of
from cases.saying import day_of
from cases.teams import OUTSIDE
from cases.wording import capital, for_the_record

# The entry's own instant, and what stands below the lines in somebody's own words.
TOLD_ELSEWHERE: Final = frozenset({"at"})


def given(row: TimelineEntry, words: FieldWords, reader: User, known: Container[str]) -> list[dict[str, str]]:
    """A line {label, old, new} for each input that the entry does not tell otherwise, in the form's order.

    `known` are the values that its changes say already. From outside people read their own only. What opened
    a case stands among its facts; what people wrote about people is not in the chain, so never here.
    """
    said: Mapping[str, Any] = row.data.get("input", {})
    if not said or row.refused or (reader.roles & OUTSIDE and row.actor_id != reader.pk):
        return []
    told = TOLD_ELSEWHERE | row.data.get("changes", {}).keys()
    specs: tuple[Action | Event, ...] = (*words.kind.actions, *words.kind.events)
    form = next((spec.form for spec in specs if spec.name == row.action), None)
    fields = {n: field for n, field in meaningful(form).items() if n not in told and _is_said(said.get(n))}
    with for_the_record():
        lines = [_line(field, said[name], words) for name, field in fields.items()]
    return [line for line in lines if line["new"] and line["new"] not in known]


def _is_said(value: Any) -> bool:
    """Whether it is an answer: a number is one even where it is 0."""
    return bool(value) or type(value) is int


@cache
def meaningful(form: type[ActionForm] | None) -> Mapping[str, forms.Field]:
    """The inputs of an act or event that mean something to people."""
    declared: Mapping[str, forms.Field] = form.base_fields if form else {}
    keyed = form.keyed if form else frozenset()
    # Another case may be one that the reader must not know of: the list of links names those that they see.
    return {
        name: field
        for name, field in declared.items()
        if field.label and name not in keyed and not isinstance(field, CaseField)
    }


def _line(field: forms.Field, value: Any, words: FieldWords) -> dict[str, str]:
    try:
        said = _said(field, value, words)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # Entries stay as they were written; by now the form may take something else.
        said = value if isinstance(value, str) else ""
    return {"label": capital(str(field.label)), "old": "", "new": said}


def _said(field: forms.Field, value: Any, words: FieldWords) -> str:
    """The value in words; "" for the key of a choice that only its page knew."""
    rows = getattr(field, "rows", field)
    if isinstance(rows, RowsField) and isinstance(value, list):
        return "; ".join(", ".join(_cells(rows, row, words)) for row in value)
    if isinstance(value, list):
        return ", ".join(_said(field, one, words) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(field, forms.ChoiceField):
        return str(dict(choices_of(field)).get(str(value), ""))
    return "" if isinstance(field.widget, forms.Select) else _plain(field, value, words)


def _cells(rows: RowsField, row: Mapping[str, Any], words: FieldWords) -> Iterator[str]:
    for name, column in rows.columns.items():
        if row.get(name) not in (None, ""):
            yield _said(column, row[name], words)


def _plain(field: forms.Field, value: Any, words: FieldWords) -> str:
    if isinstance(field, InstantField):
        return words.instant(value)
    if isinstance(field, (AmountField, forms.DecimalField)):
        return format(Decimal(value), ",f")
    if isinstance(value, int):
        return f"{value:,}"
    is_day = isinstance(getattr(field, "day", field), forms.DateField)
    return day_of(date.fromisoformat(value)) if is_day else str(value)
