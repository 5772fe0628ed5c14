"""The table of inputs on a page; of a long one only what needs a hand is shown, the rest is kept with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from django import forms
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from cases.rows_kept import LINE, Line, Row, line_of, number_of, numbered, packed, unpacked
from cases.text import shown

BLANK: Final = "__n__"  # the number of the row that scripts copy
BLANK_ROWS: Final = 2
MOST_SHOWN: Final = 60  # rows as inputs; of a longer table those that are wrong
KEPT: Final = "kept"
CSS: Final[Mapping[type, str]] = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}


class RowsWidget(forms.Widget):
    """A table of inputs; the inputs of row n, column c are named `name-n-c`. Works without JavaScript."""

    template_name = "cases/rows_widget.html"
    use_fieldset = True

    def __init__(self, columns: Mapping[str, forms.Field], blank: int = BLANK_ROWS) -> None:
        super().__init__()
        self.columns, self.blank = columns, blank
        self.wrong: set[tuple[int, str]] = set()  # row or line and column of what did not pass; "" for a row
        self.told: dict[tuple[int, str], list[str]] = {}  # what is wrong there

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The rows as sent, rows left wholly empty aside; a program's list as it is."""
        if name in data:
            return data[name]
        found: dict[int, Row] = {}
        for key in data:
            number, column = self._place(key, name)
            if column in self.columns or column == LINE:
                found.setdefault(number, {})[column] = data[key]
        rows = [_lined(found[number]) for number in sorted(found)]
        rows = [row for row in rows if self._is_filled(row)]
        try:
            kept = unpacked(data[f"{name}-{KEPT}"], self.columns) if data.get(f"{name}-{KEPT}") else []
        except ValueError:
            return "unreadable"  # no list of rows, which the field then says
        if kept or any(LINE in row for row in rows):
            rows = numbered([*kept, *rows])
        return rows or None

    def _is_filled(self, row: Row) -> bool:
        """Whether somebody wrote something: a list of choices always says one of them."""
        typed = (name for name in row if name != LINE)
        written = (
            str(row[name]) for name in typed if not isinstance(self.columns[name].widget, forms.Select)
        )
        return any(text.strip() for text in written)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether neither a list nor any row of inputs was sent."""
        sent = {name, f"{name}-{KEPT}"} & set(data)
        return not sent and not any(self._place(key, name)[1] for key in data)

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
        """The heads and the rows of rendered inputs, some of them blank; of a long table the wrong ones."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        given = [row for row in value or () if isinstance(row, Mapping)]
        shown, kept = self._divided(given)
        blank = self.blank if not given else 1 if not shown and not kept else 0
        context["widget"] |= {
            "heads": [self._head(column, field) for column, field in self.columns.items()],
            "rows": [
                self._row(name, at, shown[at] if at < len(shown) else {}) for at in range(len(shown) + blank)
            ],
            "blank": self._row(name, BLANK, {}),
            "kept": packed(kept, self.columns),
            "kept_count": len(kept),
            "kept_words": f"{len(kept):,}",
        }
        return context

    def _divided(self, given: Sequence[Mapping[str, Any]]) -> tuple[Sequence[Mapping[str, Any]], list[Row]]:
        """The rows to be shown, and those that travel along unseen."""
        if len(given) <= MOST_SHOWN:
            return given, []
        rows, wrong = numbered(given), {number for number, _ in self.wrong}
        shown = [row for row in rows if row[LINE] in wrong][:MOST_SHOWN]
        seen = {row[LINE] for row in shown}
        return shown, [row for row in rows if row[LINE] not in seen]

    @staticmethod
    def _head(column: str, field: forms.Field) -> dict[str, Any]:
        return {"name": column, "label": field.label, "optional": not field.required}

    def _row(self, name: str, at: int | str, row: Mapping[str, Any]) -> dict[str, Any]:
        shown = number_of(row, at + 1) if isinstance(at, int) else BLANK
        line = row.get(LINE)
        in_file = isinstance(line, Line)
        return {
            "number": shown,
            "word": _("Line") if in_file else _("Row"),
            "line": f"{name}-{at}-{LINE}" if in_file else "",
            "cells": [
                self._cell(name, at, (in_file, shown), column, row.get(column)) for column in self.columns
            ],
            "wrong": any(place[0] == shown for place in self.wrong),
        }

    def _cell(
        self, name: str, at: int | str, called: tuple[bool, int | str], column: str, value: Any
    ) -> dict[str, Any]:
        """One input; its name for screen readers says column and row."""
        field, (in_file, number) = self.columns[column], called
        heard = gettext("%(label)s, line %(number)s") if in_file else gettext("%(label)s, row %(number)s")
        widget, place = field.widget, f"{name}-{at}-{column}"
        css = CSS.get(type(widget), "form-control")
        attrs = {
            "id": f"id_{place}",
            "aria-label": heard % {"label": label_of(field), "number": number},
            "class": css,
            **widget.attrs,
        }
        wrong = (number, column) in self.wrong
        told = " ".join(self.told.get((number, column), ())) if isinstance(number, int) else ""
        if wrong:
            described = f"id_{place}_told" if told else f"id_{name}_error"
            attrs |= {
                "class": f"{css} is-invalid",
                "aria-invalid": "true",
                "aria-describedby": described,
            }
        if in_file:
            widget = _as_it_stands(field, value, wrong=wrong)
        drawn = widget.render(place, field.prepare_value(value), attrs)
        return {
            "label": field.label,
            "name": column,
            "input": drawn,
            "told": told,
            "told_id": f"id_{place}_told",
        }


def _as_it_stands(field: forms.Field, value: Any, *, wrong: bool) -> forms.Widget:
    """An input that shows what stands in the file, right or wrong.

    A list of choices would change it to the first one, and inputs of numbers and dates would hide it.
    """
    if isinstance(field, forms.ChoiceField):
        return _with_the_wrong_one(field, value)
    if wrong and isinstance(field, (forms.IntegerField, forms.DateField)):
        return forms.TextInput()
    return cast(forms.Widget, field.widget)


def _with_the_wrong_one(field: forms.ChoiceField, value: Any) -> forms.Widget:
    """A list of choices that also offers what stands in the file."""
    if field.valid_value(value):
        return cast(forms.Widget, field.widget)
    word = gettext("%(value)s: not known") % {"value": shown(str(value))} if value else gettext("Choose")
    return forms.Select(choices=[(value or "", word), *choices_of(field)])


def label_of(field: forms.Field) -> str:
    """What a column is called, in the language of the page; "" for none."""
    label = field.label or ""
    return str(label) if isinstance(label, Promise) or not label else gettext(label)


def choices_of(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    """Code and words of each choice."""
    found: Any = field.choices
    return list(found)


def _lined(row: Row) -> Row:
    """A row of inputs with its line as a number; one that is none counts for nothing."""
    line = line_of(row.pop(LINE, ""))
    return row | ({LINE: line} if line else {})
