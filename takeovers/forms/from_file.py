"""Licence lines that come as a file or as pasted text: they fill the table of the form, which judges them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from crispy_forms.layout import LayoutObject
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.exchange.sheet import SheetError, rows_of_file, rows_of_text
from cases.files.field import DocumentField
from cases.forms import ActionForm, Fold
from cases.rows_field import Row, RowsField
from cases.text import fault
from cases.wording import told as in_words
from takeovers.forms.parts import MOST_LINES

FILE, TEXT = "lines_file", "lines_text"
MOST_CHARACTERS = 600_000
COLUMNS = "company, plan, billing, subscribed, allocated, end_date"
TABLES = (".csv", ".txt", ".xlsx")


class TextOfRows(forms.CharField):
    """Rows copied out of a spreadsheet: kept as they are, the table's own fields judge each cell."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_CHARACTERS, strip=False, **options)


class FromFileForm(ActionForm):
    """A form whose tables can be filled from a file: `tables` are their names, the first that fits is filled.

    What came in takes the place of the rows of that table. What is wrong is told by line and column; the
    other rows are kept with the page.
    """

    tables: ClassVar[tuple[str, ...]] = ()

    lines_file = DocumentField(
        label=_("From a file"), required=False,
        help_text=format_lazy(
            _(
                "CSV or XLSX, up to {most} rows, with the columns {columns}. It replaces the rows above; "
                "what is wrong in it is listed by line."
            ),
            most=f"{MOST_LINES:,}",
            columns=COLUMNS,
        ),
    )  # fmt: skip
    lines_text = TextOfRows(
        label=_("Rows from a spreadsheet"), required=False,
        help_text=_("The same columns, with or without their names above. Dates such as 2027-09-30."),
    )  # fmt: skip

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        self.unread: tuple[str, list[str]] = (FILE, [])
        super().__init__(data, **options)
        self.fields[FILE].widget.attrs["accept"] = ",".join(TABLES)
        if data and (data.get(FILE) or data.get(TEXT)):
            self.data = self._filled(dict(data))

    def _filled(self, data: dict[str, Any]) -> dict[str, Any]:
        """The input with the rows of file or text in their table; as it was, where there are none."""
        given = data.pop(FILE, None)
        field = FILE if given else TEXT
        try:
            if given:
                file = DocumentField().clean(given)
                target, rows = self._table(
                    lambda columns: rows_of_file(file.content, file.name, columns, MOST_LINES)
                )
            else:
                text = TextOfRows().clean(data[TEXT])
                target, rows = self._table(lambda columns: rows_of_text(text, columns, MOST_LINES))
        except (SheetError, forms.ValidationError) as error:
            told = error.told if isinstance(error, SheetError) else error.messages
            unseen = fault(str(data[TEXT]).replace("\t", " "), one_line=False) if field == TEXT else ""
            self.unread = (
                field,
                [in_words(unseen)] if unseen else told,
            )  # what cannot be seen explains the rest
            return data
        mine = (*self.tables, TEXT)
        kept = {name: data[name] for name in data if name.partition("-")[0] not in mine}
        return kept | {target: rows}

    def _table(self, read: Callable[[Mapping[str, forms.Field]], list[Row]]) -> tuple[str, list[Row]]:
        """The table that is meant, and its rows; raises SheetError."""
        told: list[list[str]] = []
        for name in self.tables:
            field = self.fields[name]
            assert isinstance(field, RowsField), "a table"
            try:
                return name, read(field.columns)
            except SheetError as error:
                told.append(error.told)
        raise SheetError(min(told, key=len))  # of the table that it was most likely meant for

    def clean(self) -> dict[str, Any]:
        """The file itself is no part of the input: its rows are."""
        data = super().clean() or {}
        field, told = self.unread
        if told:  # then nobody has to be told as well that the table is empty
            for name in (*self.tables, field):
                self.errors.pop(name, None)
            self.add_error(field, [forms.ValidationError(said, code="file") for said in told])
        data.pop(FILE, None)
        data.pop(TEXT, None)
        return data

    def sources(self) -> LayoutObject:
        """The two further ways to fill the table."""
        return Fold(_("From a file or a spreadsheet…"), FILE, TEXT)
