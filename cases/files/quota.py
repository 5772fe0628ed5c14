"""How much is taken: of one case, of one person in a day, and of one person in a minute."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, Sum
from django.utils.translation import gettext_noop as _

from cases import clock
from cases.files.faults import FileFault
from cases.files.looking import megabytes
from cases.models import Case, Document, User

DAY = timedelta(days=1)
MINUTE = 60


def check(case: Case, user: User | None, size: int) -> None:
    """Raises FileFault when the case would hold too much, or the person has brought too much in a day.

    Under the lock of the case, so that two at once do not both fit.
    """
    files, held = _sum(Document.objects.filter(case=case.pk, removed_at=None))
    if files >= settings.FILES_PER_CASE or held + size > settings.FILES_PER_CASE_BYTES:
        raise FileFault(
            _(
                "A case holds %(files)s files and %(size)s: this one is full. "
                "Link another case and put the file there."
            ),
            files=str(settings.FILES_PER_CASE),
            size=megabytes(settings.FILES_PER_CASE_BYTES),
        )
    if user is None:
        return
    mine = Document.objects.filter(uploaded_by=user, uploaded_at__gt=clock.now() - DAY)
    files, held = _sum(mine)
    if files >= settings.FILES_PER_DAY or held + size > settings.FILES_PER_DAY_BYTES:
        raise FileFault(
            _(
                "You have brought %(files)s files or %(size)s within a day, which is the most. "
                "Go on tomorrow, or ask a colleague."
            ),
            files=str(settings.FILES_PER_DAY),
            size=megabytes(settings.FILES_PER_DAY_BYTES),
        )


def seconds_to_wait(user: User) -> int:
    """Counts an upload; 0 while the person may go on, else the seconds until they may.

    In real time and shared by all web processes. Whether the file is then taken does not matter.
    """
    minute, second = divmod(int(time.time()), MINUTE)
    key = f"files:{user.pk}:{minute}"
    cache.add(key, 0, 2 * MINUTE)
    number = cache.incr(key)
    return MINUTE - second if number > settings.FILES_PER_MINUTE else 0


def _sum(rows: Any) -> tuple[int, int]:
    found = rows.aggregate(files=Count("pk"), held=Sum("size"))
    return found["files"], found["held"] or 0
