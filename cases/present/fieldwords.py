"""Stored values in people's words: what a field is called and how its value reads."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db import models
from django.utils.translation import gettext as _

from cases import clock, registry
from cases.forms import ActionForm
from cases.kinds import Kind
from cases.models import User
from cases.saying import day_of, month_of
from cases.teams import ROLES, role_label
from cases.timeline import plain
from cases.wording import capital, when


class FieldWords:
    """Names and values of a kind's fields; instants on the clock of `zone`, relative to `now`.

    `known` are people who were read already; anybody else is looked up once.
    """

    def __init__(self, kind: Kind, zone: str, now: datetime, known: Iterable[User] = ()) -> None:
        self.kind, self.zone, self.now = kind, ZoneInfo(zone), now
        self._names = {person.username: str(person) for person in known}

    def label(self, name: str) -> str:
        """What a field is called."""
        return capital(str(getattr(self._field(name), "verbose_name", name)))

    def value(self, name: str, stored: Any) -> str:
        """A value as the timeline stored it (JSON), for people; "" for nothing."""
        if stored is None or stored in ("", []):
            return ""
        field = self._field(name)
        if name == "outcome":
            return self.kind.outcomes.get(stored, str(stored))
        if name == "flags":
            return ", ".join(self.kind.flags.get(flag, flag) for flag in stored)
        if isinstance(field, models.ForeignKey) and field.related_model is User:
            return self._name(stored)
        if isinstance(field, models.DateTimeField):
            return self.instant(stored)
        return _written(field, stored) or self._plain(name, field, stored)

    def typed(self, name: str, text: str) -> str:
        """What somebody typed, as the stored value would be said, so that the same reads the same."""
        return _written(self._field(name), text) or text

    def instant(self, stored: str) -> str:
        """An instant as the timeline stored it, for people."""
        return capital(when(datetime.fromisoformat(stored), self.now, self.zone))

    def _plain(self, name: str, field: Any, stored: Any) -> str:
        if isinstance(stored, bool):
            return "yes" if stored else "no"
        if isinstance(stored, str) and stored in ROLES and name.endswith("role"):
            return role_label(stored)
        return self._chosen(field, stored)

    def _name(self, stored: str | int) -> str:
        """Somebody by their user name, or by their number where the door stored that."""
        key = str(stored)
        if key not in self._names:
            by: dict[str, Any] = {"pk": stored} if isinstance(stored, int) else {"username": stored}
            self._names[key] = str(User.objects.filter(**by).first() or stored)
        return self._names[key]

    def _field(self, name: str) -> Any:
        return self.kind.fields_beside.get(name) or self.kind.model._meta.get_field(name)

    def _chosen(self, field: Any, stored: Any) -> str:
        """The label of a choice; lists and other structures as their parts, joined."""
        if isinstance(stored, list):
            return "; ".join(self._chosen(field, part) for part in stored)
        if isinstance(stored, dict):
            return ", ".join(str(part) for part in stored.values() if part)
        return str(dict(getattr(field, "flatchoices", None) or []).get(stored, stored))


def _written(field: Any, stored: Any) -> str:
    """An amount, a day or a month as people write it; "" for anything else, and for what is none."""
    with suppress(ArithmeticError, ValueError):
        if isinstance(field, models.DecimalField):
            return format(Decimal(str(stored)).quantize(Decimal("0.001")), ",f").removesuffix("0")
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            return day_of(date.fromisoformat(stored))
        if getattr(field, "max_length", None) == len("2026-11"):
            return month_of(f"{date.fromisoformat(f'{stored}-01'):%Y-%m}")
    return ""


def tell_what_stands(form: ActionForm, names: Iterable[str]) -> None:
    """Each of these fields of a correction says the value on file, which stays where the field is left empty.

    The value is not filled in: an instant would come back cut to the minute.
    """
    words = FieldWords(registry.kind_of(form.case), form.case.time_zone, clock.now())
    for name in names:
        field, stored = form.fields[name], plain(getattr(form.case, name))
        shown = _word(field, stored) or words.value(name, stored) or _("not stated")
        now = _("Now: %(value)s") % {"value": shown}
        field.help_text = f"{field.help_text} {now}" if field.help_text else now


def _word(field: forms.Field, stored: Any) -> str:
    """The word of a choice that the model does not know."""
    if not stored or not isinstance(field, forms.ChoiceField):
        return ""
    choices: Any = field.choices
    return str(dict(choices).get(stored, ""))
