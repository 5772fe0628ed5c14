"""The time allowed between the two orders: absolute hours, or those of working days by policy (RB-A3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cases.routing import Policy
from cases.worktime import first_instant_of, local_date, plus_hours

SATURDAY = 5


def time_used(start: datetime, end: datetime, policy: Policy, zone: str) -> timedelta:
    """Time between two instants that counts towards the window (RB-A2, RB-A3). Never negative."""
    if not policy["business_hours"]:
        return max(end - start, timedelta())
    used, at = timedelta(), start
    while at < end:
        stop = min(_end_of_day(at, zone), end)
        if _counts(at, zone):
            used += stop - at
        at = stop
    return used


def limit_of(start: datetime, hours: float, policy: Policy, zone: str) -> datetime:
    """The last instant, in UTC, that still lies within `hours` of `start`."""
    if not policy["business_hours"]:
        return plus_hours(start, hours)
    left, at = timedelta(hours=hours), start
    while True:
        stop = _end_of_day(at, zone)
        if _counts(at, zone):
            if left <= stop - at:
                return (at + left).astimezone(UTC)
            left -= stop - at
        at = stop


def _counts(instant: datetime, zone: str) -> bool:
    return local_date(instant, zone).weekday() < SATURDAY


def _end_of_day(instant: datetime, zone: str) -> datetime:
    return first_instant_of(local_date(instant, zone) + timedelta(days=1), zone)


def clock_words(length: timedelta) -> str:
    """`h:mm:ss`, hours unlimited: "48:00:01"."""
    seconds = int(length.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def long_words(length: timedelta) -> str:
    """ "3 d 18 h", "41 h 12 m" or "12 m 30 s"; from three days on in days and hours."""
    seconds = int(length.total_seconds())
    days, hours, minutes, rest = seconds // 86400, seconds // 3600, seconds // 60 % 60, seconds % 60
    if days >= 3:
        return f"{days} d {hours % 24} h"
    if hours:
        return f"{hours} h {minutes} m" + (f" {rest} s" if rest else "")
    return f"{minutes} m" + (f" {rest} s" if rest else "")
