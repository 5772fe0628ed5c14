"""What one person was told of, as far as they still may see it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import models
from django.db.models import Exists, F, OuterRef, QuerySet, Value, When

from cases import access
from cases.models import Notification, Participation, User

MOST_COUNTED: Final = 100
TOOK_PART: Final = ""


def unread_marks(user: Any) -> QuerySet[Any, Any]:
    """For `User.unread`: of each unread one the kind of its case, TOOK_PART where they see it anyway."""
    part = Participation.objects.filter(
        actor=OuterRef("user"), kind=OuterRef("case__kind"), case=OuterRef("case")
    )
    rows = Notification.objects.filter(user=user, on_page=True, read_at=None)
    kind = models.Case(
        When(Exists(part), then=Value(TOOK_PART)), default=F("case__kind"), output_field=models.CharField()
    )
    return rows.order_by("-id").annotate(mark=kind).values("mark")[:MOST_COUNTED]


def unread(user: User) -> int:
    """How many unread ones the page lists, MOST_COUNTED at most; no statement: they came with the person."""
    if not user.unread:
        return 0
    kinds = {TOOK_PART, *access.visible_kinds(user)}
    return sum(mark in kinds for mark in user.unread)


def listed(user: User) -> QuerySet[Notification]:
    """What the page lists, newest first, without what the person may not see any more."""
    rows = Notification.objects.filter(user=user, on_page=True, case__in=access.visible_to(user).values("pk"))
    return rows.select_related("entry__actor", "case__account").order_by("-id")


def mark_read(
    user: User, now: datetime, *, keys: Sequence[int] | None = None, case: int | None = None
) -> int:
    """Marks one's own as read: those of `keys`, of a case, or all; answers how many."""
    rows = Notification.objects.filter(user=user, on_page=True, read_at=None)
    if keys is not None:
        rows = rows.filter(pk__in=keys)
    if case is not None:
        rows = rows.filter(case=case)
    return rows.update(read_at=now)
