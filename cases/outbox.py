"""Sending what the door stored: at least once, with back-off, and a dead letter that people can see."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from random import random

from django.db import transaction

from cases import clock
from cases.deadlines import pulse
from cases.models import OutboxMessage

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 8
PULSE = "outbox"
Transport = Callable[[OutboxMessage], None]
_transports: dict[str, Transport] = {}


def add_transport(channel: str, transport: Transport) -> None:
    """Says how messages of a channel are sent; the transport raises when it could not."""
    _transports[channel] = transport


def loopback(message: OutboxMessage) -> None:
    """Accepts at once: the outside system is told by a person who reads the message in AccountOps."""


def drain(*, size: int = 50, cases: Collection[int] | None = None) -> int:
    """Sends everything that is due, one transaction per message; answers how many were sent."""
    sent = 0
    while (done := _one(cases)) is not None:
        sent += done
        size -= 1
        if size <= 0:
            break
    if cases is None:
        pulse(PULSE)
    return sent


def _one(cases: Collection[int] | None) -> int | None:
    """Sends the oldest due message that nobody else holds; None when there is none, 0 when it failed."""
    with transaction.atomic():
        now = clock.now()
        rows = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING, next_attempt_at__lte=now)
        if cases is not None:
            rows = rows.filter(case__in=cases)
        message = rows.select_for_update(skip_locked=True).order_by("next_attempt_at", "id").first()
        if message is None:
            return None
        try:
            with transaction.atomic():
                _transports.get(message.channel, loopback)(message)
        except Exception as error:
            log.warning("a message was not sent", extra={"outbox": message.pk}, exc_info=True)
            _failed(message, error)
            return 0
        message.status, message.sent_at = OutboxMessage.Status.SENT, now
        message.save(update_fields=["status", "sent_at"])
        return 1


def _failed(message: OutboxMessage, error: Exception) -> None:
    message.attempts += 1
    message.last_error = f"{type(error).__name__}: {error}"[:2000]
    if message.attempts >= MOST_ATTEMPTS:
        message.status = OutboxMessage.Status.DEAD
    wait = timedelta(seconds=2**message.attempts * (5 + 5 * random()))  # noqa: S311 - jitter, no secret
    message.next_attempt_at = clock.now() + wait
    message.save(update_fields=["attempts", "last_error", "status", "next_attempt_at"])
