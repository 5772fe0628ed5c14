"""Names in a field: a list from a program, a line for each from a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.fields import check_text
from cases.text import tidy
from cases.words import plain_name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST_NAME: Final = 200
DIVIDED: Final = re.compile(r"[\n;]")


class NamesField(forms.Field):
    """Names, each once, as spelled last. One of a sort says how many at most, and what they are called."""

    widget = forms.Textarea(attrs={"rows": 3})
    code: ClassVar[str]  # of the errors "no list" and "too many"
    most: ClassVar[int]
    too_many: ClassVar[StrOrPromise]  # with %(most)d

    def clean(self, value: Any) -> list[str]:
        """The names; raises ValidationError for what is none."""
        given = "" if value is None else value
        lines = DIVIDED.split(given) if isinstance(given, str) else given
        if not isinstance(lines, (list, tuple)) or not all(isinstance(line, str) for line in lines):
            raise forms.ValidationError(_("Give a list of names."), code=self.code)
        names = {plain_name(name): name for name in filter(None, map(tidy, lines))}
        if self.required and not names:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(names) > self.most:
            raise forms.ValidationError(self.too_many % {"most": self.most}, code=self.code)
        for name in names.values():
            _check(name)
        return list(names.values())

    def prepare_value(self, value: Any) -> Any:
        """A line for each, for the page."""
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value


def _check(name: str) -> None:
    if len(name) > LONGEST_NAME:
        raise forms.ValidationError(
            _("A name has at most %(most)d characters.") % {"most": LONGEST_NAME}, code="long"
        )
    check_text(name)
