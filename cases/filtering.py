"""What each filter of a list means in the table of cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import Q

from cases.models import User
from cases.models.indexes import FLAGGED
from cases.searching import By, matching
from cases.statements import mark

if TYPE_CHECKING:
    from cases.queue import QueueQuery

SOON: Final = timedelta(hours=4)
MARKS: Final = {word: mark(number) for number, word in enumerate(("now", "4h", "today", "week"))}
"""Stand for the instants that `due` compares with, so that a statement written once serves every moment."""


def conditions(
    query: QueueQuery,
    who: int,
    at: Mapping[str, datetime] = MARKS,
    by: By = By.INDEX,
) -> Q:
    """Everything the query asks for as one condition. `who` is "me"; `at` are instants by their word.

    `by` says how the words of `q` are looked for.
    """
    plain = {"kind": query.kind, "team": query.team, "state": query.state}
    asked = Q(**{name: value for name, value in plain.items() if value})
    asked &= _owned(query.assignee, who) & _of_account(query.account)
    if query.open is not None:
        asked &= Q(closed_at__isnull=query.open)
    if query.due_before is not None:
        asked &= Q(next_due_at__lt=query.due_before)
    if query.due:
        asked &= _due(query.due, at)
    if query.flag:
        asked &= Q(flags__contains=[query.flag]) & FLAGGED
    return asked & matching(query.q, by) if query.q else asked


def instants(now: datetime, zone: str) -> dict[str, datetime]:
    """Now and the ends of what `due` may ask for: "today" ends with the reader's own day."""
    local = now.astimezone(ZoneInfo(zone))
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = {"4h": now + SOON, "today": midnight.astimezone(UTC), "week": now + timedelta(days=7)}
    return {"now": now} | ahead


def for_marks(at: Mapping[str, datetime]) -> dict[datetime, datetime]:
    """What stands for each mark in a statement, from `instants`."""
    return {MARKS[word]: instant for word, instant in at.items()}


def _owned(assignee: str, who: int) -> Q:
    if assignee == "none":
        return Q(assignee=None)
    if assignee == "me":
        return Q(assignee=who)
    # Their number first: an index in the order of due times can then be read for it.
    named = User.objects.filter(username=assignee).values("pk")[:1]
    return Q(assignee=named) if assignee else Q()


def _of_account(account: str) -> Q:
    """By its id where the text is digits, else by its name."""
    if not account:
        return Q()
    return Q(account=int(account)) if account.isdecimal() else Q(account__name__iexact=account)


def _due(word: str, at: Mapping[str, datetime]) -> Q:
    """Overdue is past or now; the others lie ahead."""
    if word == "overdue":
        return Q(next_due_at__lte=at["now"])
    return Q(next_due_at__gt=at["now"], next_due_at__lt=at[word])
