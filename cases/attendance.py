"""Who is at work now, by hours and absences: rules over plain data, in each person's own zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext

from cases.wording import day, when
from cases.worktime import instant_of, local_date

WORKDAYS: Final = frozenset(range(5))
LOOKED_AHEAD: Final = 60
"""Days within which the next working hour is looked for."""


@dataclass(frozen=True)
class Hours:
    """When somebody works, on their own clock; `days` count from Monday, 0. Unsaid: weekdays, 9 to 5."""

    begins: time = time(9)
    ends: time = time(17)
    days: frozenset[int] = WORKDAYS


@dataclass(frozen=True)
class Away:
    """Days on which somebody is away, the last one included, and who stands in."""

    first: date
    last: date
    substitute: str = ""


@dataclass(frozen=True)
class Presence:
    """Whether somebody is at work: `until` when, or from when on again; `away` while they are absent."""

    here: bool
    until: datetime | None = None
    away: Away | None = None

    @property
    def rank(self) -> int:
        """0 at work, 1 outside their hours, 2 absent: who is asked first."""
        return 0 if self.here else 2 if self.away else 1

    def words(self, now: datetime, zone: str) -> str:
        """In a few words, with instants on the clock of `zone`: "present until today 17:00"."""
        if self.away is not None:
            noon = datetime.combine(self.away.last, time(12), ZoneInfo(zone))
            held = {"last": day(noon, now, ZoneInfo(zone)), "substitute": self.away.substitute}
            if self.away.substitute:
                return gettext("absent until %(last)s, %(substitute)s stands in") % held
            return gettext("absent until %(last)s") % held
        if self.until is None:
            return gettext("without working hours in sight")
        until = {"instant": when(self.until, now, ZoneInfo(zone))}
        told = (
            gettext("present until %(instant)s") if self.here else gettext("not at work before %(instant)s")
        )
        return told % until

    def dated(self, zone: str) -> str:
        """The same with dates in full, for what is read later."""
        return self.words(datetime(2000, 1, 1, tzinfo=ZoneInfo(zone)), zone)


def presence(now: datetime, zone: str, hours: Hours, absences: Sequence[Away]) -> Presence:
    """Whether somebody in `zone` is at work at `now`. An absence counts for whole days of their own."""
    today = local_date(now, zone)
    away = _away(today, absences)
    if away is not None:
        return Presence(here=False, away=away)
    if today.weekday() in hours.days:
        begins, ends = (instant_of(datetime.combine(today, at), zone) for at in (hours.begins, hours.ends))
        if begins <= now < ends:
            return Presence(here=True, until=ends)
    return Presence(here=False, until=_next(now, zone, hours, absences))


def _away(day: date, absences: Sequence[Away]) -> Away | None:
    """The absence that holds on a day, the longest where several do."""
    held = [one for one in absences if one.first <= day <= one.last]
    return max(held, key=lambda one: one.last, default=None)


def _next(now: datetime, zone: str, hours: Hours, absences: Sequence[Away]) -> datetime | None:
    """When they begin to work again."""
    today = local_date(now, zone)
    for ahead in range(LOOKED_AHEAD):
        day = today + timedelta(days=ahead)
        begins = instant_of(datetime.combine(day, hours.begins), zone)
        if begins > now and day.weekday() in hours.days and _away(day, absences) is None:
            return begins
    return None
