"""Form fields that read the same from a page and from a program."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _

from cases.text import code_fault, fault, tidy, tidy_code
from cases.wording import told
from cases.worktime import instant_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

AMOUNT = re.compile(r"([0-9]+|[0-9]{1,3}([ ,\u00a0\u202f][0-9]{3})+)(\.[0-9]+)?")
MOST = Decimal(10) ** 12
EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


def spoken(words: Mapping[str, StrOrPromise]) -> list[tuple[str, StrOrPromise]]:
    """The choices of a field, each word in the language of the page; marked words stand for themselves."""
    return [(code, word if isinstance(word, Promise) else gettext_lazy(word)) for code, word in words.items()]


def read_as_text(field: forms.CharField) -> None:
    """Makes a field of a form take text by the rules of `cases.text`, whatever class it has."""
    one_line = not isinstance(field.widget, forms.Textarea)
    field.to_python = _tidied(field.to_python, one_line)  # type: ignore[method-assign, assignment]  # its own
    field.validators = [*field.validators, lambda text: check_text(text, one_line=one_line)]


def check_text(text: str, *, one_line: bool = True) -> None:
    """Raises ValidationError for what nobody can see or read; see `cases.text`."""
    wrong = fault(text, one_line=one_line)
    if wrong:
        raise forms.ValidationError(told(wrong), code="hidden")


def _tidied(read: Callable[[Any], Any], one_line: bool) -> Callable[[Any], Any]:
    def to_python(value: Any) -> Any:
        text = read(value)
        return tidy(text, one_line=one_line) if isinstance(text, str) else text

    return to_python


class LineField(forms.CharField):
    """A line of text in a form that is no action's: those read all their plain text so."""

    def to_python(self, value: Any) -> Any:
        """The line in one shape."""
        text = super().to_python(value)
        return tidy(text) if isinstance(text, str) else text

    def validate(self, value: Any) -> None:
        """Raises ValidationError for what nobody can see or read."""
        super().validate(value)
        check_text(value or "")


class MailField(LineField, forms.EmailField):
    """A mail address, read as any other line."""


class CodeField(forms.CharField):
    """A number or code that is looked up and compared: one that looks like another is the same one."""

    def to_python(self, value: Any) -> Any:
        """The code with plain signs."""
        text = super().to_python(value)
        return tidy_code(text) if isinstance(text, str) else text

    def validate(self, value: Any) -> None:
        """Raises ValidationError for characters that cannot be seen."""
        super().validate(value)
        wrong = code_fault(value or "")
        if wrong:
            raise forms.ValidationError(told(wrong), code="hidden")


class InstantField(forms.Field):
    """An instant. With an offset it is taken as it stands; without one only a page may send it.

    A page's wall-clock time is read in `zone` (the case's or the account's); a program's is refused, because
    nobody can know which clock it was read from. A day alone is refused as well: its midnight would be made
    up, and hours decide. Answers UTC.
    """

    widget = forms.DateTimeInput(attrs={"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M")
    default_error_messages = {
        "invalid": _("Give a date and time such as 2024-05-14T10:00:00-04:00."),
        "offset": _("Say which offset from UTC this time has, such as 2024-05-14T10:00:00-04:00."),
        "range": _("Give a date between 1970 and 2199."),
    }
    zone = "UTC"
    offset_required = False

    def to_python(self, value: Any) -> datetime | None:
        """The instant in UTC; None for nothing."""
        if value in self.empty_values:
            return None
        try:
            instant = value if isinstance(value, datetime) else _day_and_time(str(value).strip())
            if instant.tzinfo is not None:
                return self._in_range(instant.astimezone(UTC))
            if not self.offset_required:
                return self._in_range(instant_of(instant, self.zone))
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        raise forms.ValidationError(self.error_messages["offset"], code="offset")

    def _in_range(self, instant: datetime) -> datetime:
        """Beyond these years the calendars of some zones end, and no order was ever processed."""
        if not EARLIEST <= instant < LATEST:
            raise forms.ValidationError(self.error_messages["range"], code="range")
        return instant

    def prepare_value(self, value: Any) -> Any:
        """An instant as the wall-clock time of the field's zone, for the page."""
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return value


def _day_and_time(text: str) -> datetime:
    """What the text says; raises ValueError where that is no instant, a day without its time among them."""
    if _is_day(text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


class AmountField(forms.CharField):
    """A money figure as a decimal string; grouping by comma or space is read, signs and exponents are not.

    How many decimals are right depends on the currency, which the form's `clean` checks.
    """

    default_error_messages = {
        "amount": _("Give an amount such as 4990.00, without a sign or a currency."),
        "too_large": _("Give an amount below 1,000,000,000,000."),
    }

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
        amount = Decimal(re.sub(r"[ ,\u00a0\u202f]", "", text))
        if amount >= MOST:
            raise forms.ValidationError(self.error_messages["too_large"], code="amount")
        return amount
