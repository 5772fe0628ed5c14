"""Fields that several forms share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cancellations.rules.fit import is_all
from cases.fields import CodeField, check_text
from cases.own_words import LINE_END, clean
from cases.text import tidy
from cases.words import plain_name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PRODUCTS = 200
LONGEST_NAME = 200
LONGEST_BODY = 100_000
DIVIDED = re.compile(r"[\n;]")


class ProductsField(forms.Field):
    """Products by name: a list from a program, a line for each from a page; "all" where one says so.

    Answers the names, each once, in their order. A word for all of them stays among them: the form's `clean`
    makes a fact of it.
    """

    widget = forms.Textarea(attrs={"rows": 3})
    json_schema = {
        "anyOf": [
            {
                "type": "array",
                "items": {"type": "string", "maxLength": LONGEST_NAME},
                "maxItems": MOST_PRODUCTS,
            },
            {"type": "string", "maxLength": MOST_PRODUCTS * LONGEST_NAME},
        ]
    }

    def clean(self, value: Any) -> list[str]:
        """The names; raises ValidationError for what is none."""
        lines = DIVIDED.split(value) if isinstance(value, str) else value or []
        if not isinstance(lines, (list, tuple)) or not all(isinstance(line, str) for line in lines):
            raise forms.ValidationError(_("Give a list of names."), code="products")
        names: dict[str, str] = {}
        for line in map(tidy, lines):
            if line:
                names.setdefault(plain_name(line), line)
        if self.required and not names:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(names) > MOST_PRODUCTS:
            raise forms.ValidationError(
                _("At most %(most)d products.") % {"most": MOST_PRODUCTS}, code="products"
            )
        for name in names.values():
            if len(name) > LONGEST_NAME:
                raise forms.ValidationError(
                    _("A name has at most %(most)d characters.") % {"most": LONGEST_NAME}, code="long"
                )
            check_text(name)
        return list(names.values())

    def prepare_value(self, value: Any) -> Any:
        """A line for each, for the page."""
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value


class BodyField(forms.CharField):
    """The text of a mail as it came: what nobody can see is left out, not refused."""

    widget = forms.Textarea(attrs={"rows": 6})
    json_schema = {"type": "string", "maxLength": LONGEST_BODY}

    def to_python(self, value: Any) -> str:
        """The text, line by line in one shape."""
        text = super().to_python(value) or ""
        return "\n".join(clean(line) for line in LINE_END.split(text)).strip()


def split_all(names: list[str]) -> tuple[list[str], bool]:
    """The products that are named one by one, and whether "all" of them are asked for (CX-A2)."""
    single = [name for name in names if not is_all(name)]
    return single, len(single) < len(names)


def name_field(
    label: StrOrPromise, *, help_text: StrOrPromise = "", longest: int = LONGEST_NAME
) -> forms.CharField:
    """A name that may be missing."""
    return forms.CharField(label=label, required=False, max_length=longest, help_text=help_text)


def order_field(*, help_text: StrOrPromise = "") -> CodeField:
    """The id of an order."""
    return CodeField(label=_("Titan order ID"), required=False, max_length=120, help_text=help_text)


def mail_field() -> CodeField:
    """The Message-ID of a mail."""
    return CodeField(
        label=_("Message-ID"),
        required=False,
        max_length=400,
        help_text=_("Of the mail; the same one counts once."),
    )
