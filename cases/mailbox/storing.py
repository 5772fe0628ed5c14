"""The first step of every mail: it is stored as it came. Whatever happens afterwards, it is not lost."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction

from cases import clock
from cases.mailbox.headers import line
from cases.models import InboundMail, MailContent, User

TOO_LARGE: Final = "It is larger than {most} MB. Its beginning is kept; ask for it in another way."
KEPT_OF_TOO_LARGE: Final = 64 * 1024


def stored(
    raw: bytes,
    *,
    source: str,
    envelope_to: str = "",
    received_at: datetime | None = None,
    brought_by: User | None = None,
) -> tuple[InboundMail, bool]:
    """The mail's row, and whether it is new: the same bytes are one mail, however often they come.

    Of a mail above MAIL_MAX_MB only the beginning is kept, and nothing is read.
    """
    digest = hashlib.sha256(raw).hexdigest()
    known = InboundMail.objects.filter(digest=digest).first()
    if known is not None:
        return known, False
    now = clock.now()
    at = min(received_at, now) if received_at else now
    mail = InboundMail(
        digest=digest,
        size=len(raw),
        source=source,
        envelope_to=line(envelope_to, 320),
        received_at=at,
        brought_by=brought_by,
        next_attempt_at=now,
        team=settings.MAIL_TEAM,
    )
    if len(raw) > settings.MAIL_MAX_BYTES:
        raw, mail.status, mail.next_attempt_at = raw[:KEPT_OF_TOO_LARGE], mail.Status.FAILED, None
        mail.why = TOO_LARGE.format(most=settings.MAIL_MAX_BYTES // 2**20)
    try:
        with transaction.atomic():
            mail.save(force_insert=True)
            MailContent.objects.create(mail=mail, data=raw)
    except IntegrityError:  # somebody else stored the same bytes at the same time
        return InboundMail.objects.get(digest=digest), False
    return mail, True


def content_of(mail: InboundMail) -> bytes:
    """The bytes as they came."""
    return bytes(MailContent.objects.values_list("data", flat=True).get(mail=mail.pk))
