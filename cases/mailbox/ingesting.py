"""The one way in: store, then read and route. What fails is kept and tried again; the next one goes on."""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction

from cases import clock
from cases.mailbox.noting import note, place
from cases.mailbox.reading import Read, read
from cases.mailbox.returning import is_told
from cases.mailbox.routing import route
from cases.mailbox.senders import judged
from cases.mailbox.storing import content_of, stored
from cases.mailbox.tracing import suggested, thread_of
from cases.models import InboundMail, MailAct, User
from cases.timeline import plain

log = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)  # a worker that says nothing for so long is given up
MOST_ATTEMPTS: Final = 5
FIRST_WAIT_SECONDS: Final = 30
READ: Final = (
    "message_id", "from_name", "from_address", "subject", "sent_at", "text", "html", "parsed", "automatic",
    "silent", "trust",
)  # fmt: skip
SAME_ID: Final = "It has the Message-ID of a mail that is here, and other words."


@dataclass(frozen=True)
class Receipt:
    """The mail that is kept; `again` where it, or one of the same Message-ID, was here before."""

    mail: InboundMail
    again: bool


def ingest(
    raw: bytes,
    *,
    source: str,
    envelope_to: str = "",
    received_at: datetime | None = None,
    brought_by: User | None = None,
) -> Receipt:
    """Takes in a mail as it came. Whatever is in it, it is stored and nothing is raised."""
    mail, is_new = stored(
        raw, source=source, envelope_to=envelope_to, received_at=received_at, brought_by=brought_by
    )
    if is_new and mail.next_attempt_at is not None:
        read_again(mail)
        mail.refresh_from_db()
    first = mail.first
    return Receipt(first or mail, again=not is_new or first is not None)


def read_due(size: int = 50) -> int:
    """Reads what waits to be read, one after another; answers how many were taken up."""
    taken = 0
    for _ in range(size):
        due = InboundMail.objects.filter(next_attempt_at__lte=clock.now())
        mail = due.order_by("next_attempt_at", "id").first()
        if mail is None:
            break
        read_again(mail)
        taken += 1
    return taken


def read_again(mail: InboundMail) -> None:
    """Reads and routes a mail that waits for it; nothing where somebody else is at it."""
    if not _claimed(mail):
        return
    try:
        _read(mail)
    except Exception as error:
        log.exception("a mail could not be read", extra={"mail": mail.pk})
        _failed(mail, error)


def _claimed(mail: InboundMail) -> bool:
    """Whether it is ours for a while. No lock is held while the door is asked, which locks the case first."""
    waiting = InboundMail.objects.filter(
        pk=mail.pk, attempts=mail.attempts, next_attempt_at=mail.next_attempt_at
    )
    mail.attempts, mail.next_attempt_at = mail.attempts + 1, clock.now() + LEASE
    return bool(waiting.update(attempts=mail.attempts, next_attempt_at=mail.next_attempt_at))


def _failed(mail: InboundMail, error: Exception) -> None:
    """Kept as it came, shown to people, tried again some times."""
    wait = timedelta(seconds=FIRST_WAIT_SECONDS * 2**mail.attempts)
    again = clock.now() + wait if mail.attempts < MOST_ATTEMPTS else None
    InboundMail.objects.filter(pk=mail.pk, attempts=mail.attempts, case=None).update(
        status=InboundMail.Status.FAILED, next_attempt_at=again, why=f"{type(error).__name__}: {error}"[:500]
    )


def _read(mail: InboundMail) -> None:
    found = read(content_of(mail))
    _told(mail, found)
    try:
        with transaction.atomic():
            mail.save(update_fields=READ)
    except IntegrityError:
        _came_again(mail)
        return
    released = mail.acts.filter(what=MailAct.What.RELEASED).exists()
    with transaction.atomic():
        if not is_told(mail, found.delivery):
            route(mail, thread_of(found, mail.envelope_to), found.senders, trusted=released)


def _told(mail: InboundMail, found: Read) -> None:
    """Writes onto the row what was read."""
    for name in ("message_id", "from_name", "from_address", "subject", "sent_at", "text", "html"):
        setattr(mail, name, getattr(found, name))
    mail.automatic, mail.silent = list(found.signs.automatic), list(found.signs.silent)
    mail.trust = judged(found.authentication, settings.MAIL_RECEIVER, found.from_address)
    shown: dict[str, Any] = {
        name: getattr(found, name) for name in ("to", "cc", "references", "headers", "notes", "report")
    }
    shown["attachments"] = [asdict(one) for one in found.attachments]
    shown["suggested"] = suggested([found.subject, found.text])
    mail.parsed = plain(shown)


def _came_again(mail: InboundMail) -> None:
    """One of its Message-ID is there: the same words are the same mail, others are for a person to see."""
    before = InboundMail.objects.filter(message_id=mail.message_id, first=None).exclude(pk=mail.pk).first()
    if before is None:  # it was there a moment ago, and no mail is ever deleted
        raise AssertionError(f"no first mail of {mail.message_id}")
    mail.first = before
    same = (before.text, before.html, before.from_address) == (mail.text, mail.html, mail.from_address)
    if same:
        mail.status, mail.next_attempt_at = mail.Status.TWICE, None
    mail.save(update_fields=[*READ, "first", "status", "next_attempt_at"])
    if same:
        return
    place(mail, InboundMail.Status.HELD, MailAct.What.HELD, SAME_ID, team=before.team)
    note(before, MailAct.What.HELD, why="Another mail came with its Message-ID, and other words.")
