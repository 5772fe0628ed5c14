"""The form that takes scenarios: a file of lines, or lines that are pasted."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.scenarios.keeping import MOST_BYTES, MOST_KEPT

ENDING: Final = ".jsonl"


class KeepForm(forms.Form):
    """Scenarios of a kind, one JSON object a line."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=format_lazy(
            _(
                "One scenario a line, ending in {ending}, up to {most} MB. "
                "A policy keeps up to {kept} scenarios."
            ),
            ending=ENDING,
            most=MOST_BYTES // 2**20,
            kept=MOST_KEPT,
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ENDING}),
    )
    lines = forms.CharField(
        label=_("Or lines, pasted"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "code", "spellcheck": "false"}),
    )

    def clean_file(self) -> UploadedFile | None:
        """By its ending and size; what is in it is read line by line."""
        file: UploadedFile | None = self.cleaned_data.get("file")
        if file is None:
            return None
        if not (file.name or "").lower().endswith(ENDING):
            raise forms.ValidationError(
                _("Choose a file ending in %(ending)s.") % {"ending": ENDING}, code="ending"
            )
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 2**20}, code="too_large"
            )
        return file

    def clean(self) -> dict[str, Any]:
        """One of both, and the file as text."""
        data = super().clean() or {}
        if self.errors:
            return data
        file, lines = data.get("file"), data.get("lines", "")
        if bool(file) == bool(lines.strip()):
            told = "Choose a file or paste lines." if not file else "Give a file or lines, not both."
            raise forms.ValidationError(told, code="one")
        if file:
            try:
                data["lines"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is no UTF-8 text. Save it as UTF-8."))
        return data
