"""A table as an input: a list of objects from a program, rows of inputs from a page."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Self

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cases.fields import InstantField, read_as_text
from cases.missing import is_unnamed, missing_answer
from cases.rows_kept import Line, Row, Unread, number_of
from cases.rows_widget import RowsWidget, choices_of, label_of

__all__ = ["Row", "RowsField", "RowsWidget", "inner_errors", "row_error", "table"]

MOST_ROWS: Final = 200
MOST_TOLD: Final = 200  # faults that are listed; the number of the others is


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
        self.told_inside = False  # whether each fault stands at its input
        super().__init__(widget=RowsWidget(columns), **options)

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """A form reads the instants of its rows by its own clock: the columns are its own as well."""
        made: Self = super().__deepcopy__(memo)  # type: ignore[misc]  # there is one; the stubs leave it out
        made.columns = {name: copy.deepcopy(field, memo) for name, field in self.columns.items()}
        return made

    def read_instants(self, zone: str, *, strict: bool) -> None:
        """Reads the instants of the rows as the form reads those that stand beside them."""
        for field in self.columns.values():
            if isinstance(field, InstantField):
                field.zone, field.offset_required = zone, strict

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
            raise forms.ValidationError(_("At most %(most)d rows.") % {"most": self.most}, code="rows")
        errors: list[forms.ValidationError] = []
        numbers = [number_of(row, at) for at, row in enumerate(rows, 1)]
        cleaned = [self.clean_row(n, row, errors) for n, row in zip(numbers, rows, strict=True)]
        self._twice(cleaned, numbers, errors)
        self.judge(errors)
        return cleaned

    def judge(self, errors: Sequence[forms.ValidationError]) -> None:
        """Raises what was found, if anything, and marks the inputs it is about."""
        found = [error.params for error in errors if error.params]
        self.widget.wrong = {(params["row"], params["column"]) for params in found}
        self.widget.told = {}
        for params in found:
            self.widget.told.setdefault((params["row"], params["column"]), []).append(params.get("told", ""))
        inside = [params for params in found if params["column"] and params.get("told")]
        self.told_inside = len(inside) == len(errors)
        if errors:
            raise forms.ValidationError([*errors[:MOST_TOLD], *_unlisted(len(errors) - MOST_TOLD)])

    def clean_row(self, number: int, row: Mapping[str, Any], errors: list[forms.ValidationError]) -> Row:
        """The cleaned cells of one row; what is wrong with others is added to `errors`."""
        cleaned: Row = {}
        for name, field in self.columns.items():
            value = row.get(name)
            try:
                if isinstance(value, Unread):
                    raise forms.ValidationError(value.said, code="unread")
                cleaned[name] = field.clean(_sent(field, value))
            except forms.ValidationError as error:
                errors.append(cell_error(number, name, field, error))
        return cleaned

    def _twice(
        self, rows: Sequence[Row], numbers: Sequence[int], errors: list[forms.ValidationError]
    ) -> None:
        seen: dict[tuple[Any, ...], int] = {}
        if not self.unique:
            return
        for number, row in zip(numbers, rows, strict=True):
            key = tuple(str(row.get(name, "")).casefold() for name in self.unique)
            if key in seen:
                places = {"number": number, "other": seen[key]}
                said = gettext("Row %(number)s says again what row %(other)s says.") % places
                column = self.unique[0]
                params = {"row": number, "column": column, **_where(number, column)}
                errors.append(forms.ValidationError(_literal(said), code="twice", params=params))
            seen.setdefault(key, number)


def row_error(
    number: int, said: str, column: str = "", *, whole: bool = False, told: str = ""
) -> forms.ValidationError:
    """What is wrong with a row, counted from 1 or by its line, or with one of its columns.

    `whole` says it of the row; `column` is then only where it is to be mended. `told` stands at that input.
    """
    one, all_of_it = (
        (gettext("Line %(number)s, %(said)s"), gettext("Line %(number)s: %(said)s"))
        if isinstance(number, Line)
        else (gettext("Row %(number)s, %(said)s"), gettext("Row %(number)s: %(said)s"))
    )
    text = (one if column and not whole else all_of_it) % {"number": number, "said": said}
    params = {"row": number, "column": column, "told": told or (said if whole else "")}
    return forms.ValidationError(_literal(text), code="row", params=params | _where(number, column))


def cell_error(
    number: int, name: str, field: forms.Field, error: forms.ValidationError
) -> forms.ValidationError:
    """What is wrong with one cell; one that was left empty is named by the sentence itself."""
    if all(map(is_unnamed, error.error_list)):
        told = missing_answer(field, label_of(field))
        return row_error(number, told, name, whole=True)
    words = [*error.messages, *([advice(field, error)] if isinstance(number, Line) else [])]
    told = " ".join(filter(None, words))
    said = gettext("%(label)s: %(told)s") % {"label": label_of(field).lower(), "told": told}
    return row_error(number, said, name, told=told)


def inner_errors(
    number: int, name: str, said: str, error: forms.ValidationError
) -> list[forms.ValidationError]:
    """What is wrong inside one value of a row, its `name`; `said` is the sentence around, with `%(said)s`."""
    return [
        forms.ValidationError(
            _literal(said % {"said": " ".join(one.messages)}),
            code="row",
            params={"row": number, "column": "", "pointer": f"/{number - 1}/{name}{_rest(one)}"},
        )
        for one in error.error_list
    ]


def _rest(error: forms.ValidationError) -> str:
    return str((error.params or {}).get("pointer", ""))


def _where(number: int, column: str) -> dict[str, str]:
    """Where it stands in what a program sent, as the rest of a JSON pointer; nowhere for lines of a file."""
    if isinstance(number, Line):
        return {}
    return {"pointer": f"/{number - 1}" + (f"/{column}" if column else "")}


def advice(field: forms.Field, error: forms.ValidationError) -> str:
    """What to do about a cell of a file, where the sentence on what is wrong does not say it."""
    codes = {one.code for one in error.error_list}
    if isinstance(field, forms.IntegerField):
        return gettext("Write digits only, such as 25.")
    if isinstance(field, forms.DateField):
        return gettext("Write it as 2027-09-30.")
    if isinstance(field, forms.ChoiceField):
        listed = ", ".join(str(code) for code, _ in choices_of(field))
        return gettext("Use one of %(codes)s.") % {"codes": listed}
    return gettext("Shorten the text.") if "max_length" in codes else ""


def _unlisted(number: int) -> list[str]:
    if number <= 0:
        return []
    told = ngettext("%(number)s more is not listed.", "%(number)s more are not listed.", number)
    return [told % {"number": f"{number:,}"}]


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
        raise forms.ValidationError(_("Give a list of rows."), code="rows")
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
