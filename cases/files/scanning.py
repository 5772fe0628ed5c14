"""The scanner: each file in quarantine is given to it once, and again later when it did not answer.

A scanner is a function that takes the bytes and answers what it found, "" for nothing; it raises when it
cannot say. The setting FILE_SCANNER names it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from random import random
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from cases import clock
from cases.models import Document, DocumentContent

log = logging.getLogger(__name__)

Scanner = Callable[[bytes], str]
LEASE: Final = timedelta(minutes=5)  # a worker that says nothing for so long is given up
LONGEST_WAIT: Final = timedelta(hours=1)
FIRST_WAIT_SECONDS: Final = 10


def scan_due(size: int = 50) -> int:
    """Gives every file that is due to the scanner; answers how many it has spoken about."""
    done = 0
    for _ in range(size):
        document = _claimed()
        if document is None:
            break
        done += _scan(document)
    return done


def _claimed() -> Document | None:
    """The file that has waited longest and that no other worker has, with a lease on it."""
    with transaction.atomic():
        now = clock.now()
        rows = Document.objects.filter(next_attempt_at__lte=now, removed_at=None).order_by(
            "next_attempt_at", "id"
        )
        document = rows.select_for_update(skip_locked=True).first()
        if document is None:
            return None
        document.attempts += 1
        document.next_attempt_at = now + LEASE
        document.save(update_fields=["attempts", "next_attempt_at"])
    return document


def _scan(document: Document) -> bool:
    """Whether the scanner has spoken. Whatever goes wrong, the file stays in quarantine."""
    attempt = document.attempts
    try:
        scanner: Scanner = import_string(settings.FILE_SCANNER)
        data = DocumentContent.objects.values_list("data", flat=True).filter(document=document.pk).first()
        if data is None:  # removed a moment ago
            return False
        found = scanner(bytes(data))
    except Exception as error:
        log.warning("a file was not scanned", extra={"document": document.pk}, exc_info=True)
        wait = min(LONGEST_WAIT, timedelta(seconds=FIRST_WAIT_SECONDS * 2 ** min(attempt, 12)))
        said = {
            "status": Document.Status.ERROR,
            "found": f"{type(error).__name__}: {error}"[:200],
            "next_attempt_at": clock.now() + wait * (0.75 + random() / 2),  # noqa: S311 - jitter, no secret
        }
        _write(document, attempt, said)
        return False
    if found:
        log.error("the scanner found something", extra={"document": document.pk, "found": found[:200]})
    said = {
        "status": Document.Status.INFECTED if found else Document.Status.CLEAN,
        "found": found[:200],
        "scanner": settings.FILE_SCANNER[:200],
        "next_attempt_at": None,
        "scanned_at": clock.now(),
    }
    _write(document, attempt, said)
    return True


def _write(document: Document, attempt: int, said: dict[str, object]) -> None:
    """What a worker that was given up says afterwards does not count, nor what is said of a removed file."""
    Document.objects.filter(pk=document.pk, attempts=attempt, removed_at=None).update(**said)
