"""A table as an input: a list of objects from a program, rows of inputs from a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cases.fields import InstantField, read_as_text

BLANK: Final = "__n__"  # the number of the row that scripts copy
BLANK_ROWS: Final = 2
MOST_ROWS: Final = 200
Row = dict[str, Any]


class RowsWidget(forms.Widget):
    """A table of inputs; the inputs of row n, column c are named `name-n-c`. Works without JavaScript."""

    template_name = "cases/rows_widget.html"
    use_fieldset = True

    def __init__(self, columns: Mapping[str, forms.Field], blank: int = BLANK_ROWS) -> None:
        super().__init__()
        self.columns, self.blank = columns, blank
        self.wrong: set[tuple[int, str]] = set()  # row from 1 and column of what did not pass; "" for a row

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The rows as sent, rows left wholly empty aside; a program's list as it is."""
        if name in data:
            return data[name]
        found: dict[int, Row] = {}
        for key in data:
            number, column = self._place(key, name)
            if column in self.columns:
                found.setdefault(number, {})[column] = data[key]
        rows = [found[number] for number in sorted(found)]
        return [row for row in rows if self._is_filled(row)] or None

    def _is_filled(self, row: Row) -> bool:
        """Whether somebody wrote something: a list of choices always says one of them."""
        written = (str(row[name]) for name in row if not isinstance(self.columns[name].widget, forms.Select))
        return any(text.strip() for text in written)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither a list nor any row of inputs was sent."""
        return name not in data and not any(self._place(key, name)[1] for key in data)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The table, from the product's own templates."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def use_required_attribute(self, initial: Any) -> bool:
        """No: a blank row may stay blank."""
        return False

    @staticmethod
    def _place(key: str, name: str) -> tuple[int, str]:
        number, _, column = key.removeprefix(f"{name}-").partition("-")
        known = key.startswith(f"{name}-") and number.isdecimal() and number.isascii() and len(number) < 5
        return (int(number), column) if known else (0, "")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The heads and the rows of rendered inputs, some of them blank."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = [row for row in value or () if isinstance(row, Mapping)]
        count = max(len(given) + (0 if given else self.blank), 1)
        context["widget"] |= {
            "heads": [self._head(column, field) for column, field in self.columns.items()],
            "rows": [
                self._row(name, number, given[number] if number < len(given) else {})
                for number in range(count)
            ],
            "blank": self._row(name, BLANK, {}),
        }
        return context

    @staticmethod
    def _head(column: str, field: forms.Field) -> dict[str, Any]:
        return {"name": column, "label": field.label, "optional": not field.required}

    def _row(self, name: str, number: int | str, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = number + 1 if isinstance(number, int) else BLANK
        cells = [self._cell(name, number, shown, column, row.get(column)) for column in self.columns]
        return {"number": shown, "cells": cells, "wrong": any(place[0] == shown for place in self.wrong)}

    def _cell(
        self, name: str, number: int | str, shown: int | str, column: str, value: Any
    ) -> dict[str, Any]:
        """One input; its name for screen readers says column and row."""
        field = self.columns[column]
        css = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
        attrs = {
            "id": f"id_{name}-{number}-{column}",
            "aria-label": f"{field.label}, row {shown}",
            "class": css,
            **field.widget.attrs,
        }
        if (shown, column) in self.wrong:
            attrs |= {
                "class": f"{css} is-invalid",
                "aria-invalid": "true",
                "aria-describedby": f"id_{name}_error",
            }
        drawn = field.widget.render(f"{name}-{number}-{column}", field.prepare_value(value), attrs)
        return {"label": field.label, "name": column, "input": drawn}


class RowsField(forms.Field):
    """A list of rows, each with the same columns. Answers a list of cleaned dictionaries.

    `columns` are the fields by name; `unique` names columns that together may occur only once.
    """

    def __init__(
        self,
        columns: Mapping[str, forms.Field],
        *,
        unique: Sequence[str] = (),
        most: int = MOST_ROWS,
        **options: Any,
    ) -> None:
        for field in columns.values():
            if type(field) is forms.CharField:
                read_as_text(field)
        self.columns, self.unique, self.most = columns, unique, most
        super().__init__(widget=RowsWidget(columns), **options)

    @property
    def json_schema(self) -> dict[str, Any]:
        """The shape of the list, for programs."""
        properties = {name: _type(field) for name, field in self.columns.items()}
        required = [name for name, field in self.columns.items() if field.required]
        row = {"type": "object", "properties": properties, "additionalProperties": False}
        return {"type": "array", "items": row | ({"required": required} if required else {})}

    def clean(self, value: Any) -> list[Row]:
        """The rows; raises ValidationError naming row and column."""
        rows = table(value)
        if self.required and not rows:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(rows) > self.most:
            raise forms.ValidationError(f"At most {self.most} rows.", code="rows")
        errors: list[forms.ValidationError] = []
        cleaned = [self.clean_row(number, row, errors) for number, row in enumerate(rows, 1)]
        self._twice(cleaned, errors)
        self.judge(errors)
        return cleaned

    def judge(self, errors: Sequence[forms.ValidationError]) -> None:
        """Raises what was found, if anything, and marks the inputs it is about."""
        found = [error.params for error in errors if error.params]
        self.widget.wrong = {(params["row"], params["column"]) for params in found}
        if errors:
            raise forms.ValidationError(list(errors))

    def clean_row(self, number: int, row: Mapping[str, Any], errors: list[forms.ValidationError]) -> Row:
        """The cleaned cells of one row; what is wrong with others is added to `errors`."""
        cleaned: Row = {}
        for name, field in self.columns.items():
            try:
                cleaned[name] = field.clean(_sent(field, row.get(name)))
            except forms.ValidationError as error:
                said = f"{str(field.label).lower()}: {' '.join(error.messages)}"
                errors.append(row_error(number, said, name))
        return cleaned

    def _twice(self, rows: Sequence[Row], errors: list[forms.ValidationError]) -> None:
        seen: dict[tuple[Any, ...], int] = {}
        if not self.unique:
            return
        for number, row in enumerate(rows, 1):
            key = tuple(str(row.get(name, "")).casefold() for name in self.unique)
            if key in seen:
                said = f"Row {number} says again what row {seen[key]} says."
                params = {"row": number, "column": self.unique[0]}
                errors.append(forms.ValidationError(_literal(said), code="twice", params=params))
            seen.setdefault(key, number)


def row_error(number: int, said: str, column: str = "") -> forms.ValidationError:
    """What is wrong with a row, counted from 1, or with one of its columns."""
    text = f"Row {number}, {said}" if column else f"Row {number}: {said}"
    return forms.ValidationError(_literal(text), code="row", params={"row": number, "column": column})


def _literal(text: str) -> str:
    """A message with params is a format: what people typed into it is not."""
    return text.replace("%", "%%")


def _sent(field: forms.Field, value: Any) -> Any:
    """A cell as its field can read it: fields of dates take texts only."""
    if isinstance(field, forms.DateField) and not isinstance(value, (str, date, type(None))):
        return str(value)
    return value


def table(value: Any) -> list[Mapping[str, Any]]:
    """A list of rows; raises ValidationError for anything else that was sent instead."""
    rows = value or []
    if not isinstance(rows, (list, tuple)) or not all(isinstance(row, Mapping) for row in rows):
        raise forms.ValidationError("Give a list of rows.", code="rows")
    return list(rows)


def _type(field: forms.Field) -> dict[str, Any]:
    """The JSON type of a column."""
    own: dict[str, Any] | None = getattr(field, "json_schema", None)
    if own is not None:
        return own
    if isinstance(field, forms.BooleanField):
        kind = "boolean"
    else:
        kind = "integer" if isinstance(field, forms.IntegerField) else "string"
    shape: dict[str, Any] = {"type": kind if field.required else [kind, "null"]}
    if getattr(field, "max_length", None):
        shape["maxLength"] = field.max_length  # type: ignore[attr-defined]  # only texts have it
    if isinstance(field, (forms.DateField, InstantField)):
        shape["format"] = "date" if isinstance(field, forms.DateField) else "date-time"
    return shape
