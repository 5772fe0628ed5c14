"""A person's reminders as a calendar at a secret address."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

from cases import access, clock, planning, registry
from cases.letters.calendar import Entry, feed, name_of, sequence
from cases.models import CalendarFeed, Deadline, User
from cases.teams import teams_of

SECRET_BYTES: Final = 32
KEPT: Final = timedelta(days=14)  # so long a program is told of what was called off or has passed
MOST: Final = 1000


def make(user: User) -> str:
    """A new address for a person's calendar; the one before ends. Answers its secret part, this once."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"digest": _digest(secret), "made_at": timezone.now()}
    )
    return secret


def end(user: User) -> None:
    """The address ends; nobody reads there any more."""
    CalendarFeed.objects.filter(user=user).delete()


def reader_of(secret: str) -> User | None:
    """Whose calendar it is; None for an address that ended, or whose person works here no more."""
    found = CalendarFeed.objects.select_related("user").filter(digest=_digest(secret), user__is_active=True)
    row = found.first()
    return row.user if row else None


def calendar_of(user: User) -> bytes:
    """The reminders of the cases a person holds, and of those their teams hold; as far as they see them."""
    now = clock.now()
    teams = [team.code for team in teams_of(user.roles)]
    mine = Q(case__assignee=user) | Q(case__team__in=teams)
    rows = (
        Deadline.objects.filter(mine, case__in=access.visible_to(user))
        .filter(Q(status=Deadline.Status.ARMED) | Q(settled_at__gt=now - KEPT))
        .exclude(~Q(case__assignee=user), kind=planning.ATTENTION)
        .select_related("case")
        .order_by("-armed_at", "-pk")[:MOST]
    )
    newest: dict[str, Entry] = {}
    for row in rows:
        entry = _entry(row)
        newest.setdefault(entry.name, entry)
    return feed(sorted(newest.values(), key=lambda one: (one.at, one.name)))


def _entry(row: Deadline) -> Entry:
    case, changed = row.case, row.settled_at or row.armed_at
    return Entry(
        name_of(case.reference, row.kind, row.subject, row.generation),
        case.reference,
        _label(case.kind, row.kind),
        row.due_at,
        changed,
        sequence(case.opened_at, changed),
        cancelled=row.status == Deadline.Status.CANCELLED,
    )


def _label(kind: str, timer: str) -> str:
    return (
        planning.ATTENTION_LABEL
        if timer == planning.ATTENTION
        else registry.get_kind(kind).timer(timer).label
    )


def _digest(secret: str) -> str:
    # The secret has 256 random bits, so a plain hash needs no salt and no stretching.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
