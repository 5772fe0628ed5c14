"""Fetching from a mailbox on a server: by UID, one mail after another, nothing there is changed.

What people mark as read there does not matter; what cannot be taken in is told and does not stop the next.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.conf import settings
from django.db import connection
from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted, U

from cases import clock
from cases.mailbox.ingesting import ingest
from cases.models import InboundMail, MailboxCursor

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 200
TIMEOUT_SECONDS: Final = 20


def fetch() -> int:
    """Takes in what is new; answers how many. Nothing where no mailbox is set, or somebody is at it."""
    if not settings.IMAP_HOST:
        return 0
    name = f"{settings.IMAP_USER}@{settings.IMAP_HOST}/{settings.IMAP_FOLDER}"[:300]
    with _alone(name) as is_ours:
        if not is_ours:
            return 0
        cursor, _ = MailboxCursor.objects.get_or_create(name=name)
        try:
            taken = _fetch(cursor)
        except Exception as error:
            log.warning("the mailbox could not be read", exc_info=True)
            cursor.problem = f"{type(error).__name__}: {error}"[:500]
            taken = 0
        else:
            cursor.problem = ""
        cursor.looked_at = clock.now()
        cursor.save()
        return taken


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Whether nobody else is at this mailbox; others are kept out until the end."""
    with connection.cursor() as sql:
        sql.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [f"cases.mailbox.{name}"])
        is_ours = bool(sql.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as sql:
                sql.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"cases.mailbox.{name}"])


def _box() -> BaseMailBox:
    kind = MailBox if settings.IMAP_TLS else MailBoxUnencrypted
    return kind(settings.IMAP_HOST, port=settings.IMAP_PORT, timeout=TIMEOUT_SECONDS)


def _fetch(cursor: MailboxCursor) -> int:
    with _box().login(settings.IMAP_USER, settings.IMAP_PASSWORD, settings.IMAP_FOLDER) as box:
        validity = box.folder.status(settings.IMAP_FOLDER, ["UIDVALIDITY"])["UIDVALIDITY"]
        if validity != cursor.validity:  # the server has numbered anew: what is known is recognised by itself
            cursor.validity, cursor.last_uid = validity, 0
        # "n:*" always holds the last mail, even where its number is below n.
        found = sorted(int(uid) for uid in box.uids(AND(uid=U(str(cursor.last_uid + 1), "*"))))
        taken = 0
        for uid in [uid for uid in found if uid > cursor.last_uid][:MOST_AT_ONCE]:
            raw = _raw(box, uid)
            if raw is not None:
                ingest(raw, source=InboundMail.Source.IMAP)
                taken += 1
            cursor.last_uid = uid
            cursor.save()
        return taken


def _raw(box: BaseMailBox, uid: int) -> bytes | None:
    """A mail byte by byte, without marking it as read; None where it is gone meanwhile."""
    _, parts = box.client.uid("FETCH", str(uid), "(BODY.PEEK[])")
    found: list[Any] = [part for part in parts or () if isinstance(part, tuple)]
    return bytes(found[0][1]) if found else None
