"""What people from outside are shown of a case: what happened, without our words about it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cases import access
from cases.models import Case, Deadline, OutboxMessage, TimelineEntry, User
from cases.planning import REDATE, SNOOZE_OVER

OURS: Final = frozenset(
    {"note", "assign", "claim", "release", "link", "mark_duplicate", "attach", "add_mail", "operate"}
    | {"remove_file"}
    | {"snooze", "wake", "skip", "undo", SNOOZE_OVER, REDATE}
)

OURS_OF_ENTRY: Final = frozenset({"woken", "was", "rows"})


def entries(rows: Iterable[TimelineEntry], case: Case, reader: User) -> list[TimelineEntry]:
    """The entries this person reads: all of them, or from outside their own and the plain facts of others."""
    if not access.is_outside(reader, case):
        return list(rows)
    return [_plain(row, reader) for row in rows if _is_theirs(row, reader)]


def _is_theirs(row: TimelineEntry, reader: User) -> bool:
    return row.actor_id == reader.pk or (row.action not in OURS and not row.refused)


def _plain(row: TimelineEntry, reader: User) -> TimelineEntry:
    """The entry without what somebody else wrote, as if nothing had been written, and without our snoozes."""
    row.data = {name: value for name, value in row.data.items() if name not in OURS_OF_ENTRY}
    if "changes" in row.data:
        row.data["changes"] = {n: pair for n, pair in row.data["changes"].items() if n != "snoozed_until"}
    if row.actor_id != reader.pk:
        row._state.fields_cache["personal"] = None
        row.personal_digest = ""
    return row


def steps(rows: Iterable[Deadline], case: Case, reader: User) -> list[Deadline]:
    """The timed steps this person is told of: from outside, not when we look at the case again."""
    found = list(rows)
    if not any(row.kind == SNOOZE_OVER for row in found) or not access.is_outside(reader, case):
        return found
    return [row for row in found if row.kind != SNOOZE_OVER]


def messages(rows: Iterable[OutboxMessage], case: Case, reader: User) -> list[OutboxMessage]:
    """The messages this person reads: all of them, or from outside those sent to themselves."""
    found = list(rows)
    if not access.is_outside(reader, case):
        return found
    return [row for row in found if reader.email and row.to.casefold() == reader.email.casefold()]
