"""Evidence as rows of a page: which piece, and what is on file of it, in words that people type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advocacy.forms.evidence import EvidenceForm
from advocacy.forms.nested import EvidenceField
from advocacy.forms.parts import LONGEST
from advocacy.rules.fields import FIELDS, Field
from cases.fields import spoken
from cases.rows_field import RowsField, RowsWidget, row_error
from cases.words import plain_name

BLANK = 3
YES_NO = {"yes": "true", "true": "true", "no": "false", "false": "false"}


def _columns() -> dict[str, forms.Field]:
    pieces = spoken({name: field.label for name, field in FIELDS.items()})
    return {
        "piece": forms.ChoiceField(label=_("Evidence"), choices=[("", _("Choose")), *pieces]),
        "value": forms.CharField(label=_("On file"), max_length=LONGEST),
    }


class EvidenceRowsField(EvidenceField):
    """The same object as programs send it; from a page, a row for each piece."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=RowsWidget(_columns(), BLANK), **options)
        self.told_inside = False

    def clean(self, value: Any) -> dict[str, Any]:
        """The pieces by their names; raises ValidationError naming the row of what is wrong."""
        if self.strict or not isinstance(value, list):
            return super().clean(value)
        table = RowsField(_columns(), unique=("piece",), required=False)
        table.widget = self.widget
        try:
            rows = table.clean(value)
            read = EvidenceForm({row["piece"]: _typed(row) for row in rows}, zone=self.zone)
            wrong = [(n, str(row["piece"])) for n, row in enumerate(rows, 1) if row["piece"] in read.errors]
            table.judge([_error(number, piece, read.errors[piece]) for number, piece in wrong])
        finally:
            self.told_inside = table.told_inside
        return {name: one for name, one in read.cleaned_data.items() if name != "at"}


def _typed(row: Mapping[str, Any]) -> str:
    """What was typed, as the field of the piece reads it: the code for the word of a choice."""
    field, text = FIELDS[row["piece"]], str(row["value"])
    return _codes(field).get(plain_name(text), text)


def _codes(field: Field) -> Mapping[str, str]:
    if field.shape == "yes_no":
        return YES_NO
    words = field.choices or {}
    return {plain_name(str(word)): code for code, word in [*words.items(), *spoken(words)]}


def _error(number: int, piece: str, texts: Iterable[Any]) -> forms.ValidationError:
    """What is wrong with the value of a row; of a choice with the words that there are."""
    told = " ".join(str(text) for text in texts)
    if FIELDS[piece].choices:
        words = ", ".join(str(word) for _code, word in spoken(FIELDS[piece].choices or {}))
        told = gettext("Use one of: %(words)s.") % {"words": words}
    return row_error(number, gettext("on file: %(told)s") % {"told": told}, "value", told=told)
