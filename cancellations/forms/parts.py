"""Fields that several forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cancellations.rules.fit import is_all
from cases.fields import CodeField
from cases.names_field import LONGEST_NAME, NamesField
from cases.own_words import LINE_END, clean

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PRODUCTS = 200
LONGEST_BODY = 100_000


class ProductsField(NamesField):
    """Products by name; "all" where one says so.

    A word for all of them stays among them: the form's `clean` makes a fact of it.
    """

    code, most, too_many = "products", MOST_PRODUCTS, _("At most %(most)d products.")
    json_schema: ClassVar[dict[str, Any]] = {
        "anyOf": [
            {
                "type": "array",
                "items": {"type": "string", "maxLength": LONGEST_NAME},
                "maxItems": MOST_PRODUCTS,
            },
            {"type": "string", "maxLength": MOST_PRODUCTS * LONGEST_NAME},
        ]
    }


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
