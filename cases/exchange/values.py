"""A cell as the input of a form: text, with instants and amounts made unmistakable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop as _

from cases.exchange.columns import Column
from cases.exchange.mapping import Clock, ColumnMap, folded
from cases.exchange.report import Fault
from cases.exchange.table import Value
from cases.marks import Filled
from cases.text import shown
from cases.worktime import instant_of, known_zones

# A spreadsheet keeps fifteen digits of a number; a longer one was cut when it was typed in.
MOST_DIGITS: Final = 15
COMMA_AMOUNT: Final = re.compile(r"[0-9]{1,3}([. \u00a0\u202f'’][0-9]{3})*(,[0-9]+)?|[0-9]+(,[0-9]+)?")
NOT_IN_A_COMMA_AMOUNT: Final = re.compile(r"[. \u00a0\u202f'’]")


class CellError(ValueError):
    """The cell does not hold what the column needs."""

    def __init__(self, code: str, message: str, advice: str) -> None:
        super().__init__(message)
        self.fault = Fault(code, message, advice)


def text_of(value: Value, column: Column, mapping: ColumnMap, clock: Clock, zone: str) -> str:
    """The cell as the form takes it. `zone` is the one that the clock's zone column names in this row.

    Raises CellError.
    """
    if isinstance(value, str):
        known = mapping.values.get(column.name, {})
        value = known.get(folded(value), value)
    if column.holds == "instant":
        return _instant(value, clock, zone)
    if isinstance(value, str):
        return _with_point(value, mapping.decimal) if column.holds == "amount" else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return _number(value, column)
    raise CellError("date_cell", _("The cell holds a date."), _("Write it as text."))


def _number(value: Decimal, column: Column) -> str:
    """A number of a spreadsheet, as amount or as the text that it was before the spreadsheet took it."""
    if len(value.as_tuple().digits) > MOST_DIGITS and column.holds != "amount":
        message = Filled(
            _("A spreadsheet keeps %(most)s digits of a number; the rest of this one is lost."),
            {"most": str(MOST_DIGITS)},
        )
        raise CellError("number_cut", message, _("Format the column as text and enter the value anew."))
    if value == value.to_integral_value():
        value = value.quantize(Decimal(1)) if abs(value) < Decimal(10) ** MOST_DIGITS else value
    return f"{value:f}"


def _with_point(text: str, decimal: str) -> str:
    """An amount with a decimal point; raises CellError for one that was not written with a decimal comma."""
    if decimal != ",":
        return text
    given = text.strip()
    if not COMMA_AMOUNT.fullmatch(given):
        message = Filled(_("“%(value)s” is no amount with a decimal comma."), {"value": shown(given)})
        raise CellError(
            "amount", message, _("Write it as 4.990,00, or change “decimal” in the mapping file.")
        )
    return NOT_IN_A_COMMA_AMOUNT.sub("", given).replace(",", ".")


def _instant(value: Value, clock: Clock, zone: str) -> str:
    """The instant as ISO 8601 with its offset."""
    found = _parsed(value, clock)
    if found.tzinfo is None:
        found = _placed(found, clock, clock.zone or zone)
    return found.isoformat()


def _parsed(value: Value, clock: Clock) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        text = value.strip()
        for pattern in clock.formats:
            try:
                return datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is put in afterwards
            except ValueError:
                continue
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is not None and len(text) > len("2024-05-14"):
            return found
    message = Filled(_("“%(value)s” is no date with a time."), {"value": shown(str(value))})
    advice = _("Write it as 2024-05-14T10:00:00-04:00, or give its format in the mapping file.")
    raise CellError("instant", message, advice)


def _placed(naive: datetime, clock: Clock, zone: str) -> datetime:
    """A wall-clock time in its zone; what a clock change leaves out or makes twice only as agreed."""
    if not zone:
        message = Filled(
            _("“%(time)s” has no offset from UTC, and no zone is agreed for it."),
            {"time": f"{naive:%Y-%m-%d %H:%M}"},
        )
        advice = _(
            "Write it with its offset, or name the zone or a column with the zone in the mapping file."
        )
        raise CellError("instant_without_offset", message, advice)
    if zone not in known_zones():
        named = {"zone": shown(zone)}
        message = Filled(_("“%(zone)s” is no known time zone, so the time cannot be read."), named)
        raise CellError("zone", message, _("Use a name such as Europe/Oslo."))
    try:
        first = naive.replace(tzinfo=ZoneInfo(zone), fold=0)
        second = naive.replace(tzinfo=ZoneInfo(zone), fold=1)
        skipped = first.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != naive
        if first.utcoffset() == second.utcoffset():
            return first
    except OverflowError as error:
        raise CellError("instant", _("This date is too far away."), _("Correct the year.")) from error
    places = {"time": f"{naive:%Y-%m-%d %H:%M}", "zone": zone}
    if skipped:
        if clock.skipped == "refuse":
            message = Filled(_("%(time)s does not exist in %(zone)s: the clocks went forward."), places)
            raise CellError("time_skipped", message, _("Write the time with its offset from UTC."))
        return instant_of(naive, zone)
    if clock.twice == "refuse":
        message = Filled(_("%(time)s came twice in %(zone)s: the clocks went back."), places)
        raise CellError("time_twice", message, _("Write the time with its offset from UTC."))
    return second if clock.twice == "second" else first


def zone_in(cells: Mapping[str, str], clock: Clock) -> str:
    """The zone that the row's own column names; "" where there is none."""
    return cells.get(clock.zone_column, "").strip() if clock.zone_column else ""
