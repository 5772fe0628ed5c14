"""A table as an input: a list of objects from a program, rows of inputs from a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cases.fields import InstantField, read_as_text

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
        return [row for row in rows if any(str(value).strip() for value in row.values())] or None

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
        context["heads"] = [field.label for field in self.columns.values()]
        context["rows"] = [
            self._row(name, number, given[number] if number < len(given) else {}) for number in range(count)
        ]
        context["blank"] = self._row(name, "__n__", {})
        return context

    def _row(self, name: str, number: Any, row: Mapping[str, Any]) -> list[dict[str, Any]]:
        return [
            {
                "label": field.label,
                "input": field.widget.render(
                    f"{name}-{number}-{column}",
                    field.prepare_value(row.get(column)),
                    {
                        "id": f"id_{name}-{number}-{column}",
                        "aria-label": str(field.label),
                        "class": "form-select" if isinstance(field.widget, forms.Select) else "form-control",
                    },
                ),
            }
            for column, field in self.columns.items()
        ]


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
        cleaned = [self._clean_row(number, row, errors) for number, row in enumerate(rows, 1)]
        self._twice(cleaned, errors)
        if errors:
            raise forms.ValidationError(errors)
        return cleaned

    def _clean_row(self, number: int, row: Mapping[str, Any], errors: list[forms.ValidationError]) -> Row:
        cleaned: Row = {}
        for name, field in self.columns.items():
            try:
                cleaned[name] = field.clean(_sent(field, row.get(name)))
            except forms.ValidationError as error:
                said = f"Row {number}, {str(field.label).lower()}: {' '.join(error.messages)}"
                errors.append(forms.ValidationError(said, code="row"))
        return cleaned

    def _twice(self, rows: Sequence[Row], errors: list[forms.ValidationError]) -> None:
        seen: dict[tuple[Any, ...], int] = {}
        if not self.unique:
            return
        for number, row in enumerate(rows, 1):
            key = tuple(str(row.get(name, "")).casefold() for name in self.unique)
            if key in seen:
                said = f"Row {number} says again what row {seen[key]} says."
                errors.append(forms.ValidationError(said, code="twice"))
            seen.setdefault(key, number)


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
