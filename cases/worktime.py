"""Instants, wall-clock days and months. Hours are absolute; days, weeks and months are the calendar's."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def known_zones() -> frozenset[str]:
    """The names of all IANA zones. Asked once: finding them reads the whole zone directory."""
    return frozenset(available_timezones())


def instant_of(naive: datetime, zone: str) -> datetime:
    """The UTC instant of a wall-clock time in `zone`.

    In the spring gap: the first instant after the gap. In the autumn, when it occurs twice: the first.
    """
    tz = ZoneInfo(zone)
    aware = naive.replace(tzinfo=tz, fold=0)
    utc = aware.astimezone(UTC)
    if utc.astimezone(tz).replace(tzinfo=None) == naive.replace(fold=0):
        return utc
    return _end_of_gap(utc, tz)


def _end_of_gap(near: datetime, tz: ZoneInfo) -> datetime:
    """First instant after the clock change nearest to `near`, found by halving (to the second)."""
    low, high = near - timedelta(days=1), near + timedelta(days=1)
    before = low.astimezone(tz).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(tz).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def plus_hours(instant: datetime, hours: float) -> datetime:
    """`hours` absolute hours later, in UTC: a clock change never alters them."""
    return instant.astimezone(UTC) + timedelta(hours=hours)


def plus_days(instant: datetime, days: int, zone: str) -> datetime:
    """Same wall-clock time `days` dates later in `zone`, as UTC."""
    local = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return instant_of(local + timedelta(days=days), zone)


def local_date(instant: datetime, zone: str) -> date:
    """The calendar date of `instant` in `zone`."""
    return instant.astimezone(ZoneInfo(zone)).date()


def month_of(instant: datetime, zone: str) -> str:
    """`YYYY-MM` of `instant` in `zone`."""
    return local_date(instant, zone).isoformat()[:7]


def first_instant_of(day: date, zone: str) -> datetime:
    """The first instant of a date in `zone`, as UTC (some zones have no midnight on some days)."""
    return instant_of(datetime.combine(day, time.min), zone)


def first_instant_after_month(instant: datetime, zone: str) -> datetime:
    """First instant of the month after the one that `instant` lies in, in `zone`, as UTC."""
    day = local_date(instant, zone).replace(day=28) + timedelta(days=4)
    return first_instant_of(day.replace(day=1), zone)
