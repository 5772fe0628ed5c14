"""The forms of the import page: a file, and what each of its columns is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.exchange import mapping_file
from cases.exchange.columns import INFORMATION, columns_of
from cases.exchange.reading import ENDINGS
from cases.exchange.table import MOST_BYTES, MOST_ROWS
from cases.kinds import Kind
from cases.models import ImportRun
from cases.saying import one_of
from cases.teams import role_label
from cases.widgets import RadioCards

LIMITS: Final = format_lazy(
    _("CSV or XLSX, up to {most} MB and {rows} rows. The first row names the columns."),
    most=MOST_BYTES // 2**20,
    rows=f"{MOST_ROWS:,}",
)
MAPPINGS: Final = (".toml", ".json")
LEFT_OUT: Final = ("", _("Left out"))
HOW: Final = (
    (ImportRun.How.ALL, _("Import nothing until every row is right"), _("All of it happens, or nothing.")),
    (
        ImportRun.How.PARTIAL,
        _("Import the rows that are right"),
        _("The report says what is wrong with the rest."),
    ),
)


class UploadForm(forms.Form):
    """A file of rows that become cases of a kind."""

    kind = forms.ChoiceField(label=_("What the rows are"))
    file = forms.FileField(
        label=_("File"),
        help_text=LIMITS,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(ENDINGS)}),
        error_messages={"empty": _("The file is empty. Choose one with headings and rows.")},
    )
    mapping = forms.FileField(
        label=_("Mapping file"),
        required=False,
        allow_empty_file=True,
        help_text=_("TOML or JSON, up to 1 MB: for tables of another program that come again and again."),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(MAPPINGS)}),
    )

    def __init__(self, kinds: Sequence[Kind], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind.code, _(kind.label_plural)) for kind in kinds]

    def clean_file(self) -> UploadedFile:
        """By its ending and size; what is in it is looked at when it is opened."""
        return _checked(self.cleaned_data["file"], ENDINGS, MOST_BYTES)

    def clean_mapping(self) -> UploadedFile | None:
        """By its ending and size."""
        given = self.cleaned_data.get("mapping")
        return _checked(given, MAPPINGS, mapping_file.MOST_BYTES) if given else None

    @property
    def helper(self) -> FormHelper:
        """How crispy renders the form: the page gives the form element and the button."""
        return _helper(self)


class StartForm(forms.Form):
    """What each column of the file is, and what happens to the good rows of a file that has bad ones."""

    how = forms.ChoiceField(
        label=_("If something is wrong with a row"),
        choices=[(code, label) for code, label, _ in HOW],
        widget=RadioCards(hints={code: hint for code, _, hint in HOW}),
        initial=ImportRun.How.ALL,
    )
    as_role = forms.ChoiceField(label=_("Open the cases as"), required=False)

    def __init__(
        self, kind: Kind, columns: Mapping[str, str], roles: Sequence[str], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.letters = list(columns)
        role = self.fields["as_role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(code, _(role_label(code))) for code in sorted(roles)]
        if len(roles) < 2:
            del self.fields["as_role"]
        choices = [LEFT_OUT, *_column_choices(kind)]
        for letter, ours in columns.items():
            self.fields[f"column_{letter}"] = forms.ChoiceField(
                label=_("Column %(letter)s is") % {"letter": letter},
                choices=choices,
                required=False,
                initial=ours,
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    @property
    def chosen(self) -> dict[str, str]:
        """Which of our columns each column of the file is, by its letter."""
        return {letter: self.cleaned_data[f"column_{letter}"] for letter in self.letters}


def _column_choices(kind: Kind) -> list[tuple[str, Any]]:
    own = [(one.name, f"{one.label}{'' if one.required else ' (optional)'}") for one in columns_of(kind)]
    names = {name for name, _ in own}
    told = [(name, name.replace("_", " ").capitalize()) for name in INFORMATION if name not in names]
    return [("Facts", own), ("For people only", told)]


def _checked(file: UploadedFile, endings: Sequence[str], most: int) -> UploadedFile:
    if not (file.name or "").lower().endswith(tuple(endings)):
        raise forms.ValidationError(
            _("Choose a file ending in %(ending)s.") % {"ending": one_of(endings)}, code="ending"
        )
    if (file.size or 0) > most:
        raise forms.ValidationError(
            _("The file is larger than %(most)d MB. Split it into several files.") % {"most": most // 2**20},
            code="too_large",
        )
    return file


def _helper(form: forms.Form) -> FormHelper:
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    return helper
