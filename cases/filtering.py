"""What each filter of a list means in the table of cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db.models import Q

from cases import registry
from cases.happened import happened
from cases.models import User
from cases.searching import By, matching
from cases.statements import mark

if TYPE_CHECKING:
    from cases.queue import QueueQuery

SOON: Final = timedelta(hours=4)
DAYS: Final = {"1d": 1, "2d": 2, "3d": 3, "5d": 5}
"""Words for "due within so many days from now", and how many."""
MARKS: Final = {word: mark(number) for number, word in enumerate(("now", "4h", "today", "week", *DAYS))}
"""Stand for the instants that `due` compares with, so that a statement written once serves every moment."""


def conditions(
    query: QueueQuery,
    who: int,
    at: Mapping[str, datetime] = MARKS,
    by: By = By.INDEX,
    case: str = "",
) -> Q:
    """Everything the query asks for as one condition. `who` is "me"; `at` are instants by their word.

    `by` says how the words of `q` are looked for, `case` how what only a case has is named (`access.Part`).
    """
    plain = {"kind": query.kind, f"{case}team": query.team, f"{case}state": query.state}
    asked = Q(**{name: value for name, value in plain.items() if value})
    # What one person owns is little: an index of the cases themselves begins with it.
    own = case if query.assignee not in {"", "none"} else ""
    asked &= _owned(query.assignee, who, f"{own}assignee") & _of_account(query.account, f"{case}account")
    if query.open is not None:
        asked &= Q((f"{own}closed_at__isnull", query.open))
    if query.snoozed is not None:
        asked &= Q((f"{case}snoozed_until__isnull", not query.snoozed))
    if query.waiting is not None:
        # Said for the index: what is closed waits for nobody.
        is_open = Q((f"{own}closed_at__isnull", True))
        asked &= is_open & _waiting(case) if query.waiting else ~_waiting(case)
    if query.due_before is not None:
        asked &= Q((f"{own}next_due_at__lt", query.due_before))
    if query.due:
        asked &= _due(query.due, at, f"{own}next_due_at")
    if query.flag:
        # The second is what makes an index of those with flags fit.
        asked &= Q((f"{case}flags__contains", [query.flag]), (f"{case}flags__len__gt", 0))
    asked &= happened(query, case)
    return asked & matching(query.q, by, case) if query.q else asked


def instants(now: datetime, zone: str) -> dict[str, datetime]:
    """Now and the ends of what `due` may ask for: "today" ends with the reader's own day."""
    local = now.astimezone(ZoneInfo(zone))
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = {"4h": now + SOON, "today": midnight.astimezone(UTC), "week": now + timedelta(days=7)}
    return {"now": now} | ahead | {word: now + timedelta(days=days) for word, days in DAYS.items()}


def for_marks(at: Mapping[str, datetime]) -> dict[datetime, datetime]:
    """What stands for each mark in a statement, from `instants`."""
    return {MARKS[word]: instant for word, instant in at.items()}


def _waiting(case: str) -> Q:
    """In a state whose declaration says that it waits for somebody else.

    Where these states have names of their own, they are asked for alone: one range of an index after another,
    until there are enough, while a condition for every kind gathers all of them first.
    """
    kinds = registry.all_kinds()
    known = [(kind.code, state.code, state.tone == "wait") for kind in kinds for state in kind.states]
    names = {state for _, state, waits in known if waits}
    if names.isdisjoint(state for _, state, waits in known if not waits):
        return Q((f"{case}state__in", sorted(names)))
    found = Q()
    for code in dict.fromkeys(kind for kind, _, _ in known):
        held = [state for kind, state, waits in known if waits and kind == code]
        found |= Q(("kind", code), (f"{case}state__in", held))
    return found


def _owned(assignee: str, who: int, name: str) -> Q:
    if assignee == "none":
        return Q((name, None))
    if assignee == "me":
        return Q((name, who))
    # Their number first: an index in the order of due times can then be read for it.
    named = User.objects.filter(username=assignee).values("pk")[:1]
    return Q((name, named)) if assignee else Q()


def _of_account(account: str, name: str) -> Q:
    """By its id where the text is digits, else by its name."""
    if not account:
        return Q()
    return Q((name, int(account))) if account.isdecimal() else Q((f"{name}__name__iexact", account))


def _due(word: str, at: Mapping[str, datetime], name: str) -> Q:
    """Overdue is past or now; the others lie ahead."""
    if word == "overdue":
        return Q((f"{name}__lte", at["now"]))
    return Q((f"{name}__gt", at["now"]), (f"{name}__lt", at[word]))
