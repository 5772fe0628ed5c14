"""Fields that several forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.names_field import LONGEST_NAME, NamesField
from cases.rows_field import RowsField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST = 1_000_000
MOST_USERS = 500


def name_field(
    label: StrOrPromise, *, required: bool = True, help_text: StrOrPromise = ""
) -> forms.CharField:
    """The name of a firm or a person."""
    return forms.CharField(label=label, required=required, max_length=LONGEST_NAME, help_text=help_text)


def count_field(
    label: StrOrPromise, *, required: bool = True, least: int = 0, help_text: StrOrPromise = ""
) -> forms.Field:
    """A number of badges."""
    return forms.IntegerField(
        label=label, required=required, min_value=least, max_value=MOST, help_text=help_text
    )


def group_field() -> forms.CharField:
    """The name of a group of badges."""
    return forms.CharField(label=_("Group"), max_length=120)


def override_field(help_text: StrOrPromise) -> forms.CharField:
    """Why it goes on although a condition is not met."""
    return forms.CharField(
        label=_("Reason to go on without"),
        required=False,
        max_length=2000,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def accounts_field(**options: Any) -> RowsField:
    """Accounts with their active badges."""
    columns = {
        "no": forms.CharField(label=_("Account"), max_length=80),
        "badge_count": count_field(_("Active badges")),
    }
    return RowsField(columns, unique=("no",), label=_("Accounts that move together"), **options)


def groups_field(**options: Any) -> RowsField:
    """Groups of badges with what is issued and billed of them."""
    columns = {
        "name": group_field(),
        "last_set_issued": forms.BooleanField(label=_("Last set issued"), required=False),
        "billed": forms.BooleanField(label=_("Billed"), required=False),
        "pending_badges": count_field(_("Badges still to be issued"), required=False),
    }
    return RowsField(columns, unique=("name",), label=_("Groups of badges"), **options)


class UsersField(NamesField):
    """Users by name. None where nothing was said."""

    code, most, too_many = "users", MOST_USERS, _("At most %(most)d users.")
    widget = forms.Textarea(attrs={"rows": 2})
    json_schema: ClassVar[dict[str, Any]] = {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
        "maxItems": MOST_USERS,
    }

    def clean(self, value: Any) -> list[str] | None:  # type: ignore[override]
        """The names, each once; raises ValidationError for what is none."""
        return None if value is None or value == "" else super().clean(value)
