"""Cases of all kinds brought through the door at any instant: the paths of the contract, moved in time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cases import clock, registry
from cases.models import Deadline
from cases.workflow import InputErrors, Outcome, advance, open_case, record
from tests.contract.fixture import Call, Fixture, Path
from tests.contract.test_advocate import ADVOCATE_CASE
from tests.contract.test_affiliation import AFFILIATION
from tests.contract.test_cancellation import CANCELLATION
from tests.contract.test_rebook import REBOOK
from tests.contract.test_takeover import TAKEOVER
from tests.contract.world import undone

FIXTURES: Sequence[Fixture] = (REBOOK, TAKEOVER, AFFILIATION, ADVOCATE_CASE, CANCELLATION)
STEP = timedelta(minutes=1)
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def moved(value: Any, by: timedelta) -> Any:
    """An input with every instant and day in it moved."""
    if isinstance(value, str):
        if INSTANT.fullmatch(value):
            return (datetime.fromisoformat(value) + by).isoformat()
        return (date.fromisoformat(value) + by).isoformat() if DAY.fullmatch(value) else value
    if isinstance(value, Mapping):
        return {name: moved(part, by) for name, part in value.items()}
    return [moved(part, by) for part in value] if isinstance(value, (list, tuple)) else value


def opening(fixture: Fixture, path: Path, number: int, at: datetime) -> dict[str, Any]:
    """The facts of a path's case that opens at `at`."""
    found: dict[str, Any] = moved(fixture.facts(path, number), at - fixture.start)
    return found


def call(fixture: Fixture, reference: str, one: Call, by: timedelta) -> Outcome:
    """An action or event in a role, by nobody in particular."""
    name, role, data = one
    given = moved(data, by)
    if name in {event.name for event in fixture.registered.events}:
        return record(reference, name, None, actor=None, as_role=role, data=given)
    return advance(reference, name, actor=None, as_role=role, data=given)


@dataclass(frozen=True)
class Walked:
    """A case at the end of a walk, and where the clock stood."""

    reference: str
    number: int
    end: datetime


def walk(fixture: Fixture, path: Path, number: int, at: datetime, *, short: int = 0) -> Walked:
    """Opens a case at `at` and goes along the path, but for the last `short` calls.

    What the rules refuse, because other work has come between, ends the walk.
    """
    by, now = at - fixture.start, at
    with clock.fixed_at(now):
        outcome = open_case(
            fixture.registered, opening(fixture, path, number, at), actor=None, as_role=fixture.opener
        )
    assert outcome.case is not None, outcome.refusals
    reference = outcome.case.reference
    for one in path.calls[: len(path.calls) - short]:
        now += STEP
        if one[0] == "wait":
            continue
        try:
            with clock.fixed_at(now):
                done = call(fixture, reference, one, by).ok
        except InputErrors:
            done = False
        if not done:
            break
    return Walked(reference, number, now)


def ahead(fixture: Fixture, path: Path) -> list[timedelta]:
    """How far after the opening the timed steps of a path's case fall due; nothing of it is kept."""
    with undone():
        walked = walk(fixture, path, 0, fixture.start)
        rows = Deadline.objects.filter(case__reference=walked.reference, status="armed")
        return sorted({row.next_attempt_at - fixture.start for row in rows})


def follow_ups() -> frozenset[str]:
    """The timed steps that stay armed in a closed case."""
    return frozenset(timer.kind for kind in registry.all_kinds() for timer in kind.timers if timer.follow_up)


def closed_states() -> frozenset[tuple[str, str]]:
    """Kind and state of every end."""
    kinds = registry.all_kinds()
    return frozenset((kind.code, state.code) for kind in kinds for state in kind.states if state.closed)
