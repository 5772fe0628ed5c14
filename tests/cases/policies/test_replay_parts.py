"""A replay in parts: done side by side, every case once, and what a worker left behind taken up again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db.models import F

from cases import clock, tasks
from cases.kinds import Kind
from cases.models import PolicyReplay, PolicyReplayPart, User
from cases.policies import drafting, parts, replaying, running
from cases.policies.replaying import Tally, replay
from cases.timeline import plain
from tests.cases.helpers import all_at_once, approved, open_seats

CASES, VALUES = 7, {"review_above": 50, "answer_hours": 10}
Asked = Callable[[], PolicyReplay]


@pytest.fixture
def asked(seats: Kind, alice: User, mona: User, on_monday: datetime, monkeypatch: Any) -> Asked:
    """Seven cases, of which each part takes three, and a draft under which some go elsewhere."""
    monkeypatch.setattr(parts, "PART", 3)
    monkeypatch.setattr(replaying, "BATCH", 2)
    with clock.fixed_at(on_monday):
        for number in range(CASES):
            open_seats(alice, account=f"Client {number}", seats_wanted=20 + number * 10)
        approved(alice, account="Client with a date")
        draft = drafting.begin(seats, VALUES, effective_from=None, reason="x", author=mona)
    return lambda: running.start(draft, mona)


def whole(seats: Kind) -> tuple[dict[str, Any], list[str]]:
    """What a replay of everything at once finds."""
    tally = Tally()
    flips = [flip.reference for flip in replay(seats, VALUES, tally=tally)]
    return plain(tally.told()), flips


def found(run: PolicyReplay) -> tuple[dict[str, Any], list[str]]:
    """What the workers found."""
    run.refresh_from_db()
    assert (run.status, run.done, run.total) == ("done", CASES + 1, CASES + 1)
    assert not run.parts.exists()
    return run.result, [flip["reference"] for flip in run.flips]


@pytest.mark.django_db(transaction=True)
def test_parts_done_side_by_side_are_the_whole(seats: Kind, asked: Asked, on_monday: datetime) -> None:
    run = asked()

    def works() -> int:
        number = 0
        with clock.fixed_at(on_monday):
            while running.run_next():
                number += 1
        return number

    numbers = all_at_once([works, works])
    assert sum(numbers) >= 3
    result, flips = found(run)
    assert (result, flips) == whole(seats)
    assert result["deadlines"] == {"sc.expiry": 1}
    assert flips == sorted(flips)
    assert len(flips) == 3


@pytest.mark.django_db
def test_what_a_worker_left_behind_is_taken_up_again(seats: Kind, asked: Asked) -> None:
    run = asked()
    assert running.run_next()
    left = parts.claim()
    assert left is not None
    assert left.number == 2
    tasks.run_replays()
    run.refresh_from_db()
    assert (run.status, run.done) == ("running", 5)  # the second part is believed to be in work
    PolicyReplayPart.objects.update(lease_until=F("lease_until") - timedelta(hours=1))
    tasks.run_replays()
    assert found(run) == whole(seats)
    parts.finish(left, Tally(), [])  # who was believed dead comes late: nothing is counted twice
    assert found(run) == whole(seats)


@pytest.mark.django_db
def test_a_part_that_two_did_counts_once(seats: Kind, asked: Asked) -> None:
    run = asked()
    running._begin()
    first = parts.claim()
    assert first is not None
    told = Tally(cases=3, decisions=3)
    parts.finish(first, told, [])
    parts.finish(first, told, [])
    run.refresh_from_db()
    assert run.done == 3


@pytest.mark.django_db
def test_a_replay_that_fails_is_over(asked: Asked, monkeypatch: Any) -> None:
    run = asked()

    def failing(*given: Any, **named: Any) -> Any:
        raise ValueError("a rule that fails")

    monkeypatch.setattr(running, "replay", failing)
    tasks.run_replays()
    run.refresh_from_db()
    assert run.status == "failed"
    assert not run.parts.exists()


def test_one_thread_of_a_process_does_replays_and_hears_what_others_were_asked(monkeypatch: Any) -> None:
    inside, go_on, passes = Event(), Event(), []

    def works() -> bool:
        passes.append(1)
        inside.set()
        return not go_on.wait(30)

    monkeypatch.setattr(running, "run_next", works)
    with ThreadPoolExecutor(1) as other:
        at_it = other.submit(running.run_all)
        assert inside.wait(30)
        running.run_all()  # comes back at once, and leaves word
        assert len(passes) == 1
        go_on.set()
        at_it.result(30)
    assert len(passes) == 2
