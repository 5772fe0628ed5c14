"""How instants, spans, deadlines and money read on a page, in its language. No clock: ``now`` is handed in.

Instants are timezone-aware; ``zone`` is the reader's or the case's zone. What goes into the record or into a
letter is made within ``for_the_record``, which has one language whoever caused it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from datetime import date as civil_day
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.utils import translation
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from cases.marks import Filled
from cases.money import format_money

SOON: Final = timedelta(hours=4)
"""Less than this left is at risk even when the deadline is tomorrow (the "due within 4 hours" figure)."""

MINUS: Final = "\N{MINUS SIGN}"

# Not strftime: its names follow the process's locale, and "%-d" is not known everywhere.
_DAYS: Final = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
_MONTHS: Final = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"), _("Jul"), _("Aug"), _("Sep"), _("Oct"),
    _("Nov"), _("Dec"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DueMark:
    """A deadline in words and a shape: ``state`` is breach, risk or plain; ``shape`` names the icon."""

    state: str
    shape: str
    words: str


def for_the_record() -> translation.override:
    """A block whose words are the record's own (ADR 11), whatever language the page speaks."""
    return translation.override(None)


def told(sentence: str) -> str:
    """A text that Python only marks, in the language of the page; "" stays empty.

    What fills a place is a word of the product where it is `Filled` itself; else it is somebody's, and stays.
    """
    if not isinstance(sentence, Filled):
        return gettext(sentence) if sentence else sentence
    message = gettext(sentence.message) if sentence.message else ""
    places = {name: told(one) if isinstance(one, Filled) else one for name, one in sentence.places.items()}
    return message % places if places else message


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


def _is_today(local: datetime, today: civil_day) -> bool:
    return local.day == today.day and local.month == today.month and local.year == today.year


def _day(local: datetime, today: civil_day) -> str:
    if _is_today(local, today):
        return gettext("today")
    year = local.year if local.year != today.year else None
    return _named(get_language(), local.weekday(), local.day, local.month, year)


def _date(local: datetime) -> str:
    return _named(get_language(), local.weekday(), local.day, local.month, local.year)


@lru_cache(maxsize=2000)  # a list names the same few days again and again
def _named(language: str | None, weekday: int, day: int, month: int, year: int | None) -> str:
    dated = gettext("%(weekday)s %(day)s %(month)s %(year)s")
    return (gettext("%(weekday)s %(day)s %(month)s") if year is None else dated) % {
        "weekday": gettext(_DAYS[weekday]),
        "day": day,
        "month": gettext(_MONTHS[month - 1]),
        "year": year,
    }


def is_today(instant: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether an instant is on the zone's present day."""
    return _is_today(_utc(instant).astimezone(zone), _utc(now).astimezone(zone))


def date(instant: datetime, zone: tzinfo) -> str:
    """The local date with its year, whatever day it is now: "Fri 20 Nov 2026"."""
    return _date(_utc(instant).astimezone(zone))


def when(instant: datetime, now: datetime, zone: tzinfo, *, name_zone: bool = False) -> str:
    """The instant on the zone's clock: "today 16:30", "Fri 20 Nov 10:00"; the zone's name if asked."""
    local = _utc(instant).astimezone(zone)
    words = f"{_day(local, _utc(now).astimezone(zone))} {_clock(local)}"
    return f"{words} {zone_name(instant, zone)}" if name_zone else words


def time_of_day(instant: datetime, zone: tzinfo) -> str:
    """The time on the zone's clock, without the day: "16:30"."""
    return _clock(_utc(instant).astimezone(zone))


def _clock(local: datetime) -> str:
    return f"{local.hour:02}:{local.minute:02}"


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


def zone_words(name: str) -> str:
    """A zone's whole name for people: "America/New York"."""
    return name.replace("_", " ")


def utc_iso(instant: datetime) -> str:
    """The instant for a ``datetime`` attribute: UTC, to the second, ending in Z."""
    return f"{_utc(instant).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def span(length: timedelta) -> str:
    """A length of time in two units, cut not rounded: "3 d 18 h", "1 h 12 m", "26 m", "under 1 m"."""
    return _span(get_language(), _minutes(length))


def left(due: datetime, now: datetime) -> str:
    """What remains or how long it is past: "1 h 12 m left", "4 h 18 m ago". Due now counts as past."""
    remaining = _utc(due) - _utc(now)
    return _left(get_language(), _minutes(remaining), remaining > timedelta())


def _minutes(length: timedelta) -> int:
    return int(abs(length).total_seconds()) // 60


@lru_cache(maxsize=5000)
def _left(language: str | None, minutes: int, is_ahead: bool) -> str:
    words = gettext("%(span)s left") if is_ahead else gettext("%(span)s ago")
    return words % {"span": _span(language, minutes)}


@lru_cache(maxsize=5000)
def _span(language: str | None, minutes: int) -> str:
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        words = gettext("%(days)s d %(hours)s h") if hours else gettext("%(days)s d")
    elif hours:
        words = gettext("%(hours)s h %(minutes)s m") if rest else gettext("%(hours)s h")
    else:
        words = gettext("%(minutes)s m") if rest else gettext("under 1 m")
    return words % {"days": days, "hours": hours, "minutes": rest}


def due_mark(due: datetime | None, now: datetime, zone: tzinfo) -> DueMark:
    """Word and shape of a deadline: breached, at risk (same local day or under four hours), or on track."""
    if due is None:
        return DueMark("plain", "dash", gettext("No deadline"))
    instant, present = _utc(due), _utc(now)
    remaining, today = instant - present, present.astimezone(zone).date()
    return _due_mark(get_language(), instant, zone, today, remaining <= timedelta(), remaining < SOON)


@lru_cache(maxsize=5000)  # the words change when the day does or the deadline comes nearer, not every minute
def _due_mark(
    language: str | None, due: datetime, zone: tzinfo, today: civil_day, is_past: bool, is_soon: bool
) -> DueMark:
    local = due.astimezone(zone)
    at = {"when": f"{_day(local, today)} {_clock(local)}"}
    if is_past:
        return DueMark("breach", "octagon", gettext("Breached %(when)s") % at)
    if is_soon:
        return DueMark("risk", "triangle", gettext("Breaches %(when)s") % at)
    words = gettext("Due %(when)s") % at
    return DueMark("risk", "triangle", words) if _is_today(local, today) else DueMark("plain", "ring", words)


def money(amount: Decimal, currency: str) -> str:
    """An amount in major units: "1,250.00 USD", "−3,300 JPY". Raises ValueError for a code that is none."""
    figure = format_money(abs(amount), currency, grouped=True)
    return f"{MINUS}{figure}" if amount < 0 else figure


@lru_cache(maxsize=2000)
def initials(name: str) -> str:
    """Up to two initials of a person's name for the mark beside it: "Ines Okafor" gives "IO"."""
    parts = [part for part in name.split() if part[:1].isalnum()]
    chosen = parts if len(parts) < 2 else [parts[0], parts[-1]]
    return "".join(part[0].upper() for part in chosen)


def capital(words: str) -> str:
    """The same words opening a sentence: "today 17:30" gives "Today 17:30"; the rest is untouched."""
    return words[:1].upper() + words[1:]
