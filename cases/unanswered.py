"""Questions to parties whose time went by: said once, to the party and to those who asked.

No timed step is armed for it: that the time is over is told by the request itself, and decides nothing.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from cases import clock, registry
from cases.consent.actions import LAPSE
from cases.consent.book import State
from cases.consent.forms import book_of
from cases.models import Case, ConsentRequest
from cases.workflow import advance

log = logging.getLogger(__name__)

SIZE: Final = 50
# Somebody who hears of it later than this has long asked again, or has not needed to.
LATEST: Final = timedelta(days=7)


def tell(size: int = SIZE) -> int:
    """Tells of links that ended without an answer, as nobody; answers in how many cases."""
    told = 0
    for key in _over().values_list("case", flat=True).order_by("case").distinct()[:size]:
        try:
            with transaction.atomic():
                told += _told(key)
        except Exception:
            log.exception("nobody was told that a link has ended", extra={"case": key})
    return told


def _over() -> QuerySet[ConsentRequest]:
    now = clock.now()
    waiting = ConsentRequest.objects.filter(state__in=[State.ASKED, State.VIEWED], ended_at=None)
    return waiting.filter(expires_at__lt=now, expires_at__gte=now - LATEST, case__closed_at=None)


def _told(key: int) -> bool:
    """One case, unless somebody else is at work on it, or has done so: the next pass looks again."""
    row = Case.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
    if row is None or not _over().filter(case=key).exists():
        return False
    case = registry.kind_of(row).model.objects.get(pk=key)
    return bool(book_of(case).lapsed()) and advance(case.reference, LAPSE, actor=None).ok
