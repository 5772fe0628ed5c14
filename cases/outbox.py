"""Sending what the door stored: at least once, with back-off, and a dead letter that people can see.

A mail that its receiver's server refuses for good is not tried again. The case is told of it afterwards, by
an action of its own: whoever holds a message's row may not wait for a case, which others lock first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from random import random

from django.db import transaction

from cases import clock, registry
from cases.deadlines import pulse
from cases.letters import mail
from cases.letters.faults import Undeliverable
from cases.models import MailAnswer, OutboxMessage
from cases.telling import DATED, redate, tell
from cases.workflow import advance

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
AT_ONCE = 50  # messages a round: timed steps have their turn in between
PULSE = "outbox"
Transport = Callable[[OutboxMessage], None]


def add_transport(channel: str, transport: Transport) -> None:
    """Says how messages of a channel are sent; the transport raises when it could not.

    One that leaves the telling of the case to somebody else takes `awaited` from the message.
    """
    _transports[channel] = transport


def loopback(message: OutboxMessage) -> None:
    """Accepts at once: the outside system is told by a person who reads the message in AccountOps."""


def by_mail(message: OutboxMessage) -> None:
    """Sends a mail, with what its letter holds back until now."""
    letter = registry.kind_of(message.case).known_letter(message.kind)
    late = letter.late_values(message) if letter and letter.late_values else {}
    mail.send(message, late)


_transports: dict[str, Transport] = {mail.CHANNEL: by_mail}


def drain(*, size: int = AT_ONCE, cases: Collection[int] | None = None) -> int:
    """Sends everything that is due, one transaction per message; answers how many were sent.

    Messages of given `cases` are those of a scenario: they are accepted, and nobody gets them.
    """
    sent = 0
    while (done := _one(cases)) is not None:
        sent += done
        size -= 1
        if size <= 0:
            break
    tell(cases)
    if cases is None:
        tell_refused()
        pulse(PULSE)
    return sent


def tell_refused(size: int = 50) -> None:
    """Tells each case of its mails that were refused for good, as `mark_bounced` by nobody."""
    rows = OutboxMessage.objects.filter(status=OutboxMessage.Status.REFUSED, bounced_at=None)
    for row in rows.select_related("case").order_by("id")[:size]:
        try:
            told = advance(row.case.reference, "mark_bounced", actor=None, data={"message": row.number})
        except Exception:
            log.exception("a case was not told of a refused mail", extra={"outbox": row.pk})
            continue
        if not told.ok:
            raise AssertionError(f"{row}: {told.refusals}")


def _one(cases: Collection[int] | None) -> int | None:
    """Sends the oldest due message that nobody else holds; None when there is none, 0 when it failed."""
    with transaction.atomic():
        now = clock.now()
        rows = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING, next_attempt_at__lte=now)
        if cases is not None:
            rows = rows.filter(case__in=cases)
        rows = rows.select_related("case", "entry__actor").select_for_update(of=("self",), skip_locked=True)
        message = rows.order_by("next_attempt_at", "id").first()
        if message is None:
            return None
        transport = _transports.get(message.channel, loopback) if cases is None else loopback
        redate(message, now)
        try:
            with transaction.atomic():
                transport(message)
        except Undeliverable as error:
            message.status, message.bounce_reason = OutboxMessage.Status.REFUSED, str(error)[:500]
            message.save(update_fields=["status", "bounce_reason"])
            return 0
        except Exception as error:
            log.warning("a message was not sent", extra={"outbox": message.pk}, exc_info=True)
            failed(message, error)
            return 0
        _note_sent(message, now)
        message.save(update_fields=["status", "sent_at", "awaited", *DATED])
        return 1


def accept(message: OutboxMessage, now: datetime) -> None:
    """A message that is not stored yet counts as sent, as those of a scenario do: nobody gets it."""
    redate(message, now)
    _note_sent(message, now)


def _note_sent(message: OutboxMessage, now: datetime) -> None:
    message.status, message.sent_at = OutboxMessage.Status.SENT, now


def failed(message: OutboxMessage | MailAnswer, error: Exception) -> None:
    """Notes why it was not sent, and when it is tried again; after too many attempts it is given up."""
    message.attempts += 1
    message.last_error = f"{type(error).__name__}: {error}"[:2000]
    if message.attempts >= MOST_ATTEMPTS:
        message.status = OutboxMessage.Status.DEAD
    wait = timedelta(seconds=2**message.attempts * (5 + 5 * random()))  # noqa: S311 - jitter, no secret
    message.next_attempt_at = clock.now() + wait
    message.save(update_fields=["attempts", "last_error", "status", "next_attempt_at"])
