"""Mails of what people were told: at once, or one a day; what was read meanwhile needs none.

Like every mail of ours it is stored before it is sent, sent after the commit, and tried again with back-off.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F

from cases import access, clock
from cases.letters import addresses, blocks, layout, mail
from cases.letters.faults import Undeliverable
from cases.models import Notification, User
from cases.notices.words import sentence
from cases.words import counted

log = logging.getLogger(__name__)

NAME: Final = "told"  # stands in the place of a case in the Message-IDs
MOST_ATTEMPTS: Final = 8
MOST_IN_ONE: Final = 50
TOO_LATE: Final = timedelta(days=2)  # nobody is told by mail of what is older
BELOW: Final = "Sent by AccountOps. What you are told by mail is set in your profile:"


def drain(size: int = 50) -> int:
    """Sends what is due, a mail for each person, one transaction each; answers how many went out."""
    sent = 0
    for _ in range(size):
        done = _one()
        if done is None:
            break
        sent += done
    return sent


def _one() -> int | None:
    """All that is due for the person who waits longest; None where nobody does, 0 where nothing went out."""
    with transaction.atomic():
        now = clock.now()
        due = Notification.objects.filter(mail_at__lte=now).select_for_update(of=("self",), skip_locked=True)
        first = due.order_by("mail_at", "id").first()
        if first is None:
            return None
        rows = list(
            due.filter(user=first.user_id)
            .select_related("user", "case", "entry__actor")
            .order_by("id")[:MOST_IN_ONE]
        )
        fresh = [row for row in rows if _is_wanted(row, now)]
        if not fresh:
            _settle(rows)
            return 0
        return _sent(rows, fresh, now)


def _is_wanted(row: Notification, now: datetime) -> bool:
    """Not read, not too old, and still theirs to see."""
    return row.read_at is None and row.at > now - TOO_LATE and access.can_see(row.user, row.case)


def _sent(rows: Sequence[Notification], fresh: Sequence[Notification], now: datetime) -> int:
    user = fresh[0].user
    try:
        mail.deliver(compose(user, fresh), user.email)
    except Undeliverable as error:
        log.warning("a notification was refused: %s", error, extra={"user": user.pk})
        _given_up(rows, fresh, now, error)
        return 0
    except Exception as error:
        log.warning("a notification was not sent", extra={"user": user.pk}, exc_info=True)
        _later(rows, now, error)
        return 0
    _settle(rows)
    Notification.objects.filter(pk__in=[row.pk for row in fresh]).update(mailed_at=now)
    return 1


def _settle(rows: Sequence[Notification]) -> None:
    Notification.objects.filter(pk__in=[row.pk for row in rows]).update(mail_at=None)


def _given_up(
    rows: Sequence[Notification], fresh: Sequence[Notification], now: datetime, error: Exception
) -> None:
    """An address that is refused is not tried again: somebody has to mend it first."""
    _settle(rows)
    told = {"failed_at": now, "last_error": _words(error)}
    Notification.objects.filter(pk__in=[row.pk for row in fresh]).update(attempts=F("attempts") + 1, **told)


def _later(rows: Sequence[Notification], now: datetime, error: Exception) -> None:
    """Tried again after 10 s, 20 s, 40 s and so on; after too many attempts operators see it."""
    for row in rows:
        row.attempts, row.last_error = row.attempts + 1, _words(error)
        wait = timedelta(seconds=5 * 2**row.attempts)
        is_over = row.attempts >= MOST_ATTEMPTS
        row.mail_at, row.failed_at = (None, now) if is_over else (now + wait, None)
    Notification.objects.bulk_update(rows, ["attempts", "mail_at", "failed_at", "last_error"])


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def compose(user: User, rows: Sequence[Notification]) -> EmailMultiAlternatives:
    """The mail. Numbers of cases and names of colleagues, no customer: subjects are read over shoulders."""
    subject = _subject(rows)
    body = [blocks.Paragraph(f"Good day {user},"), *(_told(rows))]
    link = blocks.Button("All your notifications", f"{_root()}/notifications/")
    below = f"{BELOW} {_root()}/profile/notifications/"
    message = EmailMultiAlternatives(
        subject,
        f"{blocks.plain([*body, link])}\n\n-- \n{below}\n",
        settings.DEFAULT_FROM_EMAIL,
        [user.email],
        headers={
            "Message-ID": addresses.message_id(NAME, uuid.uuid4()),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            mail.LOOP_HEADER: settings.MAIL_DOMAIN,
        },
    )
    message.attach_alternative(layout.html(subject, [*body, link], "", below=below), "text/html")
    return message


def _subject(rows: Sequence[Notification]) -> str:
    if len(rows) == 1:
        return f"[{rows[0].case.reference}] {sentence(rows[0])}"[:200]
    return f"AccountOps: {counted(len(rows), 'thing')} to know about your cases"


def _told(rows: Sequence[Notification]) -> list[blocks.Block]:
    """One thing with the way to it, or a list."""
    if len(rows) == 1:
        row = rows[0]
        words = blocks.Paragraph(f"{sentence(row)}: {row.case.reference}.")
        return [words, blocks.Button("Open the case", _address(row))]
    told = tuple(f"{row.case.reference}: {sentence(row)}\n{_address(row)}" for row in rows)
    return [blocks.Items(told)]


def _address(row: Notification) -> str:
    return f"{_root()}/cases/{row.case.reference}/#entry-{row.entry.seq}"


def _root() -> str:
    return str(settings.PUBLIC_URL).rstrip("/")
