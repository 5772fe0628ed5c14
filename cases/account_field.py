"""The account of a case as an input: a known one by number or name, or a new one by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.fields import check_text
from cases.models import Account
from cases.models.account import validate_zone
from cases.text import tidy

LONGEST = 200
DIGITS = re.compile(r"[0-9]{1,30}")
MOST_ID = 2**63 - 1


class AccountField(forms.Field):
    """Takes an id (a number, or its digits), a name, or `{"name": …, "time_zone": …}`; answers an Account.

    An account of that name that does not exist yet is answered unsaved: `stored` saves it, in the step
    that opens the case. Names are compared without letter case.
    """

    widget = forms.TextInput(attrs={"maxlength": LONGEST, "autocomplete": "off"})
    json_schema: ClassVar[dict[str, Any]] = {
        "description": "The account's id, its name, or a new account's name and time zone.",
        "anyOf": [
            {"type": "integer", "minimum": 1},
            {"type": "string", "maxLength": LONGEST},
            {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "maxLength": LONGEST},
                    "time_zone": {"type": "string"},
                },
                "required": ["name"],
                "additionalProperties": False,
            },
        ],
    }
    default_error_messages = {
        "unknown": _("There is no account with this number."),
        "long": format_lazy(_("A name has at most {most} characters."), most=LONGEST),
    }

    def to_python(self, value: Any) -> Account | None:
        """The account; None for nothing."""
        if isinstance(value, Account) or value in self.empty_values:
            return value or None
        if isinstance(value, int) or (isinstance(value, str) and DIGITS.fullmatch(value.strip())):
            return self._numbered(int(value))
        zone = "UTC"
        if isinstance(value, Mapping):
            zone = str(value.get("time_zone") or "UTC")
            value = value.get("name", "")
            validate_zone(zone)
        return self._named(" ".join(tidy(str(value)).split()), zone)

    def prepare_value(self, value: Any) -> Any:
        """The name, for the page."""
        return value.name if isinstance(value, Account) else value

    def _numbered(self, number: int) -> Account:
        found = Account.objects.filter(pk=number).first() if 0 < number <= MOST_ID else None
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found

    def _named(self, name: str, zone: str) -> Account | None:
        if not name:
            return None
        if len(name) > LONGEST:
            raise forms.ValidationError(self.error_messages["long"], code="long")
        check_text(name)
        known = Account.objects.filter(name__iexact=name).order_by("pk").first()
        return known or Account(name=name, time_zone=zone)


def stored(account: Account, zone: str = "") -> Account:
    """The account, saved if it was new; `zone` is then its time zone where it came without one.

    Two openings that name the same new account at once share it.
    """
    if not account._state.adding:
        return account
    named = account.time_zone if account.time_zone != "UTC" else zone
    return Account.objects.get_or_create(name=account.name, defaults={"time_zone": named or "UTC"})[0]
