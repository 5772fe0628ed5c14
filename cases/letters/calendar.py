"""Reminders as iCalendar: one event as an attachment, many as a feed. Times are UTC; names stay with us."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from icalendar import Calendar, Event

AGAIN: Final = timedelta(hours=1)
LENGTH: Final = timedelta(minutes=15)


@dataclass(frozen=True)
class Entry:
    """One reminder: of which case, what for, when; `changed_at` since it is so, `sequence` how new that is.

    `name` is the same for one reminder however often its date moves.
    """

    name: str
    reference: str
    what: str
    at: datetime
    changed_at: datetime
    sequence: int
    cancelled: bool = False


def name_of(reference: str, kind: str, subject: str, generation: int) -> str:
    """The name of the reminder of a timed step."""
    told = f"{reference}/{kind}/{subject}/{generation}"
    return f"step-{hashlib.sha256(told.encode()).hexdigest()[:24]}"


def sequence(begun: datetime, changed: datetime) -> int:
    """Which one of two versions is the newer: the seconds of the case's life at which it was made."""
    return max(int((changed - begun).total_seconds()), 0)


def attachment(entry: Entry) -> str:
    """One reminder, for a mail."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(entry))
    return bytes(calendar.to_ical()).decode()


def feed(entries: Iterable[Entry]) -> bytes:
    """All reminders of a person. Programs are asked to look again after an hour."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "AccountOps")
    calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})  # RFC 7986 asks for the VALUE
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//AccountOps//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(entry: Entry) -> Event:
    address = f"{settings.PUBLIC_URL.rstrip('/')}/cases/{entry.reference}/"
    event = Event()
    event.add("uid", f"{entry.name}@{settings.MAIL_DOMAIN}")
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.at)
    event.add("duration", LENGTH)
    event.add("summary", f"{entry.what}: {entry.reference}")
    event.add("description", address)
    event.add("url", address)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event
