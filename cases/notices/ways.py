"""How each sort of thing is told as shipped, and when the mail of a day goes out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from cases.models import NotificationChoice, Sort

Mail = NotificationChoice.Mail
DAILY_AT: Final = time(7)  # in the receiver's own zone


@dataclass(frozen=True)
class Way:
    """Whether it stands on the page of notifications, and when a mail goes out."""

    on_page: bool
    mail: str


SHIPPED: Final = {
    Sort.MENTION: Way(on_page=True, mail=Mail.NOW),
    Sort.HANDED: Way(on_page=True, mail=Mail.NOW),
    Sort.WATCHED: Way(on_page=True, mail=Mail.OFF),
    Sort.BREACH: Way(on_page=True, mail=Mail.DAILY),
}


def mail_at(mail: str, now: datetime, zone: str) -> datetime | None:
    """When it is due to go out: now, at the next seven o'clock of the receiver, or never (None)."""
    if mail == Mail.OFF:
        return None
    if mail == Mail.NOW:
        return now
    local = now.astimezone(ZoneInfo(zone))
    due = datetime.combine(local.date(), DAILY_AT, local.tzinfo)
    return due if due > local else datetime.combine(local.date() + timedelta(days=1), DAILY_AT, local.tzinfo)
