"""What is done while a process is killed: openings, actions, timed steps, deliveries and keyed calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, zip_longest
from time import time
from typing import Any

from django.db import connection, transaction

from cases import clock, deadlines, outbox
from cases.firing import claim, fire_all
from cases.models import Case, Deadline, OutboxMessage, StoredDecision, TimelineEntry
from tests.chaos.stories import FIXTURES, Walked, call, opening, walk
from tests.contract.fixture import Fixture, Path
from tests.contract.world import NOT_COUNTED

LONG = timedelta(days=3)
_numbers = count(int(time()))  # others may have been made on this database before


@dataclass(frozen=True)
class Deed:
    """One change: `prepare` makes what it is done to, `do` does it."""

    name: str
    prepare: Callable[[], Walked]
    do: Callable[[Walked], None]


def deeds(*, few: bool = False) -> Iterator[Deed]:
    """A delivery; of each kind one opening, one timed step and each action that a path ends with, in turn."""
    yield _delivery(FIXTURES[0])
    of_kinds = [[_opening(one), _timed(one), *_actions(one, few=few)] for one in FIXTURES]
    for turn in zip_longest(*of_kinds):
        yield from (deed for deed in turn if deed is not None)


def _number() -> int:
    return next(_numbers)


def _nothing_yet(fixture: Fixture) -> Walked:
    """A number for a case, and what it is held against. Another one was opened before: accounts are there."""
    walk(fixture, fixture.paths[0], _number(), fixture.start)
    number = _number()
    fixture.prepare(number)
    return Walked("", number, fixture.start)


def _opening(fixture: Fixture) -> Deed:
    path = fixture.paths[0]

    def do(target: Walked) -> None:
        from cases.workflow import open_case

        with clock.fixed_at(target.end):
            facts = opening(fixture, path, target.number, fixture.start)
            assert open_case(fixture.registered, facts, actor=None, as_role=fixture.opener).ok

    return Deed(f"{fixture.kind}: open", lambda: _nothing_yet(fixture), do)


def _actions(fixture: Fixture, *, few: bool) -> Iterator[Deed]:
    """Every action or event that is the last of a path, each once; with `few` only the first."""
    known: dict[str, Path] = {}
    for path in fixture.paths:
        if path.calls and "wait" not in {one[0] for one in path.calls}:
            known.setdefault(path.calls[-1][0], path)
    for name, path in list(known.items())[: 1 if few else None]:
        yield _action(fixture, name, path)


def _action(fixture: Fixture, name: str, path: Path) -> Deed:
    def prepare() -> Walked:
        return walk(fixture, path, _number(), fixture.start, short=1)

    def do(target: Walked) -> None:
        with clock.fixed_at(target.end + timedelta(minutes=1)):
            assert call(fixture, target.reference, path.calls[-1], timedelta()).ok, name

    return Deed(f"{fixture.kind}: {name}", prepare, do)


def _timed(fixture: Fixture) -> Deed:
    """The first of its timed steps: claimed with its case, done and recorded in one transaction."""
    path = fixture.paths[0]

    def do(target: Walked) -> None:
        row = Deadline.objects.filter(case__reference=target.reference, status="armed")
        due = row.order_by("next_attempt_at").values_list("case_id", "next_attempt_at")[0]
        with clock.fixed_at(due[1]), transaction.atomic():
            assert fire_all(claim(deadlines.due(clock.now(), [due[0]]), 1)).fired

    return Deed(f"{fixture.kind}: timed step", lambda: walk(fixture, path, _number(), fixture.start), do)


def _delivery(fixture: Fixture) -> Deed:
    """A message goes out: it counts as sent, or waits."""
    path = fixture.path("research")

    def do(target: Walked) -> None:
        case = Case.objects.get(reference=target.reference)
        with clock.fixed_at(target.end + LONG):
            assert outbox.drain(cases=[case.pk])

    def prepare() -> Walked:
        target = walk(fixture, path, _number(), fixture.start)
        assert OutboxMessage.objects.filter(case__reference=target.reference).exists()
        return target

    return Deed(f"{fixture.kind}: message sent", prepare, do)


def picture(target: Walked) -> dict[str, Any]:
    """The case in terms that are the same for its twin, and the number of rows of every table."""
    found: dict[str, Any] = {"rows": _rows()}
    case = Case.objects.filter(reference=target.reference).first() if target.reference else None
    if case is None:
        return found
    entries = TimelineEntry.objects.filter(case=case.pk).order_by("seq")
    deadlines_ = Deadline.objects.filter(case=case.pk).order_by("kind", "subject", "status")
    messages = OutboxMessage.objects.filter(case=case.pk).order_by("key")
    return found | {
        "case": [case.state, case.version, case.team, sorted(case.flags), case.closed_at is not None],
        "entries": list(entries.values_list("seq", "action", "refused", "from_state", "to_state", "version")),
        "deadlines": list(deadlines_.values_list("kind", "subject", "status")),
        "messages": [(row.number, row.kind, row.status) for row in messages],
        "decisions": StoredDecision.objects.filter(case=case.pk).count(),
    }


def _rows() -> dict[str, int]:
    tables = sorted(set(connection.introspection.table_names()) - NOT_COUNTED)
    parts = [f"SELECT '{table}', count(*) FROM {connection.ops.quote_name(table)}" for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())
