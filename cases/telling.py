"""What counts from the real sending of a message: a date in its text, and what its case does next."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from cases import clock, registry
from cases.models import OutboxMessage
from cases.workflow import perform
from cases.worktime import local_date

log = logging.getLogger(__name__)

DATED = ("body", "html", "payload")  # what `redate` writes
MOST = 1000
AGAIN = timedelta(minutes=1)


def redate(message: OutboxMessage, now: datetime) -> None:
    """Writes a date that counts from the day of sending anew, where that is not the day it was written on."""
    dated = message.payload.get("dated")
    if not dated:
        return
    day = local_date(now, dated["zone"]) + timedelta(days=dated["days"])
    for name in ("body", "html"):
        setattr(message, name, getattr(message, name).replace(dated["written"], day.isoformat()))
    message.payload = {**message.payload, "dated": {**dated, "written": day.isoformat()}}


def tell(cases: Collection[int] | None = None) -> int:
    """Tells every case that waits for it, one transaction for each message; answers how many.

    The message is sent by then, whatever becomes of this: what fails is tried again, nothing is sent twice.
    """
    told = 0
    while told < MOST and _one(cases):
        told += 1
    return told


def _one(cases: Collection[int] | None) -> bool:
    now = clock.now()
    rows = OutboxMessage.objects.filter(awaited=True, status=OutboxMessage.Status.SENT)
    rows = rows.filter(next_attempt_at__lte=now)
    if cases is not None:
        rows = rows.filter(case__in=cases)
    key = rows.order_by("id").values_list("pk", flat=True).first()
    if key is None:
        return False
    try:
        with transaction.atomic():
            _tell(key)
    except Exception as error:
        log.exception("a case was not told that its message was sent", extra={"outbox": key})
        OutboxMessage.objects.filter(pk=key).update(
            next_attempt_at=now + AGAIN, last_error=f"{type(error).__name__}: {error}"[:2000]
        )
    return True


def _tell(key: int) -> None:
    """Locks the case before the message, as every path does."""
    waiting = OutboxMessage.objects.select_for_update(of=("case", "self")).select_related("case")
    message = waiting.filter(pk=key, awaited=True).first()
    if message is None:  # somebody else has told it meanwhile
        return
    message.awaited = False
    message.save(update_fields=["awaited"])
    case, follows = message.case, message.payload["when_sent"]
    name, data = follows["name"], follows.get("data") or {}
    kind = registry.kind_of(case)
    perform(kind, case.reference, name, message.sent_at, actor=None, as_role="system", data=data)
