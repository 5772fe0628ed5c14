"""Form fields that read the same from a page and from a program."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from cases.worktime import instant_of

AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}([ ,\u00a0][0-9]{3})+)(\.[0-9]+)?")
MOST = Decimal(10) ** 12


class InstantField(forms.Field):
    """An instant. With an offset it is taken as it stands; without one only a page may send it.

    A page's wall-clock time is read in `zone` (the case's or the account's); a program's is refused, because
    nobody can know which clock it was read from. Answers UTC.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {
        "invalid": "Give a date and time such as 2024-05-14T10:00:00-04:00.",
        "offset": "Say which offset from UTC this time has, such as 2024-05-14T10:00:00-04:00.",
    }
    zone = "UTC"
    offset_required = False

    def to_python(self, value: Any) -> datetime | None:
        """The instant in UTC; None for nothing."""
        if value in self.empty_values:
            return None
        try:
            instant = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
            if instant.tzinfo is not None:
                return instant.astimezone(UTC)
            if not self.offset_required:
                return instant_of(instant, self.zone)
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        raise forms.ValidationError(self.error_messages["offset"], code="offset")

    def prepare_value(self, value: Any) -> Any:
        """An instant as the wall-clock time of the field's zone, for the page."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return value


class AmountField(forms.CharField):
    """A money figure as a decimal string; grouping by comma or space is read, signs and exponents are not.

    How many decimals are right depends on the currency, which the form's `clean` checks.
    """

    default_error_messages = {"amount": "Give an amount such as 4990.00, without a sign or a currency."}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=options.pop("max_length", 24), **options)
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})

    def clean(self, value: Any) -> Decimal | None:
        """The amount; raises ValidationError for anything but digits and one decimal point."""
        text = super().clean(value)
        if not text:
            return None
        # "4990,00" is no grouping: read as one, it would be a hundred times as much.
        if not AMOUNT.fullmatch(text):
            raise forms.ValidationError(self.error_messages["amount"], code="amount")
        amount = Decimal(re.sub(r"[ ,\u00a0]", "", text))
        if amount >= MOST:
            raise forms.ValidationError(self.error_messages["amount"], code="amount")
        return amount
