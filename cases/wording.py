"""How instants, spans, deadlines and money read on a page. Pure functions: no Django, no clock.

Instants are timezone-aware; ``zone`` is the reader's or the case's zone; ``now`` is always handed in.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from cases.money import format_money

SOON: Final = timedelta(hours=4)
"""Less than this left is at risk even when the deadline is tomorrow (the "due within 4 hours" figure)."""

MINUS: Final = "\N{MINUS SIGN}"

# Not strftime: its names follow the process's locale, and "%-d" is not known everywhere.
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class DueMark:
    """A deadline in words and a shape: ``state`` is breach, risk or plain; ``shape`` names the icon."""

    state: str
    shape: str
    words: str


def _utc(instant: datetime) -> datetime:
    # Two instants that share a zone object would be compared by wall clock, wrong across a clock change.
    if instant.tzinfo is UTC:
        return instant
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(UTC)


def day(instant: datetime, now: datetime, zone: tzinfo) -> str:
    """The local day: "today", "Fri 20 Nov", or "Fri 20 Nov 2027" when it is not the current year."""
    return _day(_utc(instant).astimezone(zone), _utc(now).astimezone(zone))


def _day(local: datetime, today: datetime) -> str:
    if local.day == today.day and local.month == today.month and local.year == today.year:
        return "today"
    words = f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}"
    return words if local.year == today.year else f"{words} {local.year}"


def date(instant: datetime, zone: tzinfo) -> str:
    """The local date with its year, whatever day it is now: "Fri 20 Nov 2026"."""
    local = _utc(instant).astimezone(zone)
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year}"


def when(instant: datetime, now: datetime, zone: tzinfo, *, name_zone: bool = False) -> str:
    """The instant on the zone's clock: "today 16:30", "Fri 20 Nov 10:00"; the zone's name if asked."""
    local = _utc(instant).astimezone(zone)
    words = f"{_day(local, _utc(now).astimezone(zone))} {local.hour:02}:{local.minute:02}"
    return f"{words} {zone_name(instant, zone)}" if name_zone else words


def zone_name(instant: datetime, zone: tzinfo) -> str:
    """The zone's short name at that instant: "EST", "CEST", or "UTC+04:00" where there is none."""
    local = _utc(instant).astimezone(zone)
    name = local.tzname() or ""
    if name[:1].isalpha():
        return name
    offset = local.utcoffset() or timedelta()
    minutes = abs(int(offset.total_seconds())) // 60
    return f"UTC{MINUS if offset < timedelta() else '+'}{minutes // 60:02d}:{minutes % 60:02d}"


def zone_city(name: str) -> str:
    """A zone's city for people: "New York"."""
    return name.rpartition("/")[2].replace("_", " ")


def utc_iso(instant: datetime) -> str:
    """The instant for a ``datetime`` attribute: UTC, to the second, ending in Z."""
    return f"{_utc(instant).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def span(length: timedelta) -> str:
    """A length of time in two units, cut not rounded: "3 d 18 h", "1 h 12 m", "26 m", "under 1 m"."""
    minutes = int(abs(length).total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {rest} m" if rest else f"{hours} h"
    return f"{rest} m" if rest else "under 1 m"


def left(due: datetime, now: datetime) -> str:
    """What remains or how long it is past: "1 h 12 m left", "4 h 18 m ago". Due now counts as past."""
    remaining = _utc(due) - _utc(now)
    return f"{span(remaining)} left" if remaining > timedelta() else f"{span(remaining)} ago"


def due_mark(due: datetime | None, now: datetime, zone: tzinfo) -> DueMark:
    """Word and shape of a deadline: breached, at risk (same local day or under four hours), or on track."""
    if due is None:
        return DueMark("plain", "dash", "No deadline")
    words, remaining = when(due, now, zone), _utc(due) - _utc(now)
    if remaining <= timedelta():
        return DueMark("breach", "octagon", f"Breached {words}")
    if remaining < SOON:
        return DueMark("risk", "triangle", f"Breaches {words}")
    if words.startswith("today"):
        return DueMark("risk", "triangle", f"Due {words}")
    return DueMark("plain", "ring", f"Due {words}")


def money(amount: Decimal, currency: str) -> str:
    """An amount in major units: "1,250.00 USD", "−3,300 JPY". Raises ValueError for a code that is none."""
    figure = format_money(abs(amount), currency, grouped=True)
    return f"{MINUS}{figure}" if amount < 0 else figure


def initials(name: str) -> str:
    """Up to two initials of a person's name for the mark beside it: "Ines Okafor" gives "IO"."""
    parts = [part for part in name.split() if part[:1].isalnum()]
    chosen = parts if len(parts) < 2 else [parts[0], parts[-1]]
    return "".join(part[0].upper() for part in chosen)


def capital(words: str) -> str:
    """The same words opening a sentence: "today 17:30" gives "Today 17:30"; the rest is untouched."""
    return words[:1].upper() + words[1:]
