"""A day without a time, as a form takes it from a page or a program."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayField(forms.DateField):
    """A day of these centuries; it may be ahead."""

    widget = forms.DateInput(attrs={"type": "date"})
    default_error_messages = {"range": _("Give a date between 2000 and 2199.")}

    def to_python(self, value: Any) -> date | None:
        """The day; raises ValidationError for what is none."""
        if not isinstance(value, (str, date, type(None))):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        day: date | None = super().to_python(value)
        if day is not None and not 2000 <= day.year < 2200:
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return day
