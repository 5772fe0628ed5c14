"""What belongs to a case beside its own rows, read in one statement: under the lock, or for showing it.

A statement after the lock sees everything that was committed while the lock was waited for; what is joined
to the locking statement itself would not. The database's clock is read in the same statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Model

from cases import clock, policy, registry
from cases.models import (
    Account,
    Case,
    ConsentRequest,
    Deadline,
    Document,
    Link,
    NoteDraft,
    OutboxMessage,
    PolicyVersion,
    StoredDecision,
    TimelineEntry,
    User,
    Watcher,
)

if TYPE_CHECKING:
    from cases.kinds import Kind

SHOWN = f"""
SELECT statement_timestamp(),
  (SELECT json_agg(p) FROM {PolicyVersion._meta.db_table} p WHERE p.kind = %(kind)s),
  c.id,
  (SELECT row_to_json(a) FROM {Account._meta.db_table} a WHERE a.id = c.account_id),
  (SELECT row_to_json(u) FROM {User._meta.db_table} u WHERE u.id = c.assignee_id),
  (SELECT json_build_array(t.seq, t.hash) FROM {TimelineEntry._meta.db_table} t
    WHERE t.case_id = c.id ORDER BY t.seq DESC LIMIT 1),
  (SELECT row_to_json(d) FROM {StoredDecision._meta.db_table} d
    WHERE d.case_id = c.id ORDER BY d.seq DESC LIMIT 1),
  (SELECT json_agg(w ORDER BY w.id) FROM {Deadline._meta.db_table} w
    WHERE w.case_id = c.id AND (w.status <> 'cancelled' OR w.generation = c.generation)),
  EXISTS (SELECT FROM {OutboxMessage._meta.db_table} m WHERE m.case_id = c.id),
  EXISTS (SELECT FROM {Link._meta.db_table} l WHERE c.id IN (l.case_id, l.other_id)),
  EXISTS (SELECT FROM {Document._meta.db_table} f
    WHERE f.case_id = c.id AND f.removed_at IS NULL),
  EXISTS (SELECT FROM {ConsentRequest._meta.db_table} q WHERE q.case_id = c.id),
  (SELECT json_agg(json_build_array(s.user_id, v.name) ORDER BY v.name) FROM {Watcher._meta.db_table} s
    JOIN {User._meta.db_table} v ON v.id = s.user_id WHERE s.case_id = c.id),
  EXISTS (SELECT FROM {NoteDraft._meta.db_table} n WHERE n.case_id = c.id)
FROM unnest(%(ids)s::bigint[]) AS wanted(id) LEFT JOIN {Case._meta.db_table} c ON c.id = wanted.id
"""  # noqa: S608 - names of our own tables


@dataclass
class Standing:
    """A case's surroundings at `now`. The door keeps them up to date with what it is about to store.

    `deadlines` are those of the present generation, and older ones that were not cancelled. `seq` and `hash`
    are the end of the timeline. `messages` is None where there are some that were not read; `linked` says
    whether there are links from the case or to it, `filed` whether it holds files. `watchers` are number and
    name of each; `drafted`: somebody's note about it is half written.
    """

    now: datetime
    book: policy.Book
    deadlines: list[Deadline] = field(default_factory=list)
    decision: StoredDecision | None = None
    seq: int = 0
    hash: str = ""
    messages: list[OutboxMessage] | None = None
    linked: bool = True
    filed: bool = True
    consents: list[ConsentRequest] | None = None
    watchers: list[tuple[int, str]] = field(default_factory=list)
    drafted: bool = False

    @property
    def armed(self) -> frozenset[str]:
        """The kinds of the timed steps that are armed."""
        return frozenset(row.kind for row in self.deadlines if row.status == Deadline.Status.ARMED)


def read(kind: Kind, cases: Sequence[Any]) -> datetime:
    """Reads the standing of cases of one kind and their accounts and owners; answers the instant.

    The cases keep what was found: `case.standing`, `case.account`, `case.assignee`.
    """
    by_key = {case.pk: case for case in cases}
    now = clock.now_or_none()
    book = None
    for instant, versions, key, *found in _rows(kind, [*by_key]):
        now = now or instant
        book = book or _book(kind, versions)
        _fill(by_key[key], now, book, found)
    assert now is not None, "cases are given, and they exist"
    return now


def of(case: Case) -> Standing:
    """The standing of a case: the one it has, else read now."""
    if case.standing is None:
        read(registry.kind_of(case), [case])
    found: Standing = case.standing
    return found


def of_new(kind: Kind) -> Standing:
    """What a case about to be opened stands on: the instant and the policy. There is nothing else yet."""
    instant, versions, *_ = _rows(kind, [None])[0]
    return Standing(
        clock.now_or_none() or instant,
        _book(kind, versions),
        messages=[],
        linked=False,
        filed=False,
        consents=[],
    )


def _rows(kind: Kind, keys: list[int | None]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(SHOWN, {"kind": kind.code, "ids": keys})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _fill(case: Any, now: datetime, book: policy.Book, found: Sequence[Any]) -> None:
    account, owner, end, decision, deadlines, has_messages, linked, filed, asked, watchers, drafted = found
    case.account = _built(Account, account)
    case.assignee = _built(User, owner) if owner else None
    seq, hashed = end or (0, "")
    case.standing = Standing(
        now,
        book,
        [_built(Deadline, row) for row in deadlines or ()],
        _built(StoredDecision, decision) if decision else None,
        seq,
        hashed,
        messages=None if has_messages else [],
        linked=linked,
        filed=filed,
        consents=None if asked else [],
        watchers=[(number, name) for number, name in watchers or ()],
        drafted=drafted,
    )


def _book(kind: Kind, versions: Sequence[Any] | None) -> policy.Book:
    rows = (_built(PolicyVersion, row) for row in versions or ())
    return policy.Book.of(
        kind, (policy.Written(*(getattr(row, name) for name in policy.COLUMNS)) for row in rows)
    )


@cache
def _columns(model: type[Model]) -> tuple[tuple[str, str, Any], ...]:
    """Name, column and reader of each field; None where JSON holds the value as it is."""
    plain = {"BigAutoField", "BigIntegerField", "BooleanField", "CharField", "EmailField", "ForeignKey",
             "JSONField", "PositiveIntegerField", "TextField"}  # fmt: skip
    return tuple(
        (f.attname, f.column, None if f.get_internal_type() in plain else f.to_python)
        for f in model._meta.concrete_fields
    )


def _built(model: type[Model], row: dict[str, Any]) -> Any:
    """The object of a row that came as JSON."""
    names, values = [], []
    for name, column, reader in _columns(model):
        names.append(name)
        values.append(reader(row[column]) if reader else row[column])
    return model.from_db(connection.alias, names, values)
