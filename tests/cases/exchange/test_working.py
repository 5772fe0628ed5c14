"""Workers and imports: one at a time, stopped when asked, taken up again when one is gone, never halves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

import pytest
from celery.contrib.testing.worker import start_worker
from django.db import IntegrityError, connection
from django.db.models.functions import Now

from accountops.celery import app
from cases import registry, tasks
from cases.exchange import importing, runs, working
from cases.models import Case, ImportRow, ImportRun, User
from tests.cases.helpers import open_seats

pytestmark = pytest.mark.django_db(transaction=True)
HEAD = "Customer,Seats now,Seats wanted\n"


def table(number: int) -> str:
    """A file of so many good rows."""
    return HEAD + "".join(f"Customer {one},1,{one + 2}\n" for one in range(number))


def handed(user: User, text: str, how: str = "all") -> ImportRun:
    """A run that waits for a worker."""
    run = runs.store(user, registry.get_kind("seat_change"), "seats.csv", text.encode())
    runs.start(run, how, run.columns)
    return run


def now_of(run: ImportRun) -> ImportRun:
    """The run as it stands."""
    return ImportRun.objects.get(pk=run.pk)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], Any]], None]:
    """Does something after so many rows of an import, as if from elsewhere; rows are slow from there on."""

    def arrange(after: int, act: Callable[[], Any]) -> None:
        enter, seen = importing.enter, []

        def slowly(*given: Any) -> Any:
            seen.append(None)
            if len(seen) == after:
                _elsewhere(act)
            if len(seen) >= after:
                time.sleep(0.3)
            return enter(*given)

        monkeypatch.setattr(importing, "enter", slowly)

    return arrange


def _elsewhere(act: Callable[[], Any]) -> None:
    """Runs it in a thread with a connection of its own; what it raises is raised here."""
    raised: list[BaseException] = []

    def do() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001 - handed to the test
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=do)
    thread.start()
    thread.join(timeout=30)
    for error in raised:
        raise error


def test_progress_is_seen_from_outside_while_nothing_is_committed(alice: User, meanwhile: Any) -> None:
    run = handed(alice, table(8))
    seen: list[tuple[str, int, int, int]] = []

    def look() -> None:
        time.sleep(1.2)
        row = now_of(run)
        seen.append((row.status, row.total, row.done, Case.objects.count()))

    meanwhile(4, look)
    assert working.run_next()
    assert seen == [("running", 8, 3, 0)]
    assert (now_of(run).status, now_of(run).done, Case.objects.count()) == ("done", 8, 8)


@pytest.mark.parametrize(("how", "stays"), [("all", 0), ("check", 0), ("partial", 2)])
def test_cancelling_stops_it(alice: User, meanwhile: Any, how: str, stays: int) -> None:
    run = handed(alice, table(20), how)
    meanwhile(3, lambda: runs.cancel(now_of(run)))
    assert working.run_next()
    row = now_of(run)
    assert row.status == "cancelled"
    assert row.done < 20
    opened = Case.objects.count()
    assert opened == (ImportRow.objects.filter(run=run, status="opened").count() if stays else 0)
    assert opened >= stays
    assert row.counts.get("opened", 0) == opened


def gone(run: ImportRun) -> None:
    """As a worker leaves it that was killed: running, and its lease over."""
    ImportRun.objects.filter(pk=run.pk).update(
        status="running", attempt=1, lease_until=Now() - timedelta(seconds=1)
    )


def test_a_run_whose_worker_is_gone_is_taken_up_again(alice: User) -> None:
    run = handed(alice, table(3))
    gone(run)
    assert working.run_next()
    assert (now_of(run).status, now_of(run).attempt, Case.objects.count()) == ("done", 2, 3)


def test_a_run_whose_worker_lives_is_left_alone(alice: User) -> None:
    run, other = handed(alice, table(3)), handed(alice, table(2))
    ImportRun.objects.filter(pk=run.pk).update(status="running", lease_until=Now() + timedelta(seconds=20))
    assert not working.run_next()
    assert now_of(other).status == "waiting"


def test_a_partial_run_that_is_taken_up_again_knows_its_rows(alice: User, meanwhile: Any) -> None:
    run = handed(alice, table(5), "partial")

    class Killed(BaseException):
        """No handler of ours sees this one, as none sees a kill."""

    def die() -> None:
        raise Killed

    meanwhile(4, die)
    with pytest.raises(Killed):
        working.run_next()
    assert (now_of(run).status, Case.objects.count()) == ("running", 3)
    gone(run)
    assert working.run_next()
    assert Case.objects.count() == 5
    assert now_of(run).counts == {"opened": 2, "ready": 0, "existing": 3, "left_out": 0, "refused": 0}


def test_all_or_nothing_that_is_interrupted_leaves_nothing(alice: User, meanwhile: Any) -> None:
    run = handed(alice, table(5))

    class Killed(BaseException):
        """No handler of ours sees this one, as none sees a kill."""

    def die() -> None:
        raise Killed

    meanwhile(4, die)
    with pytest.raises(Killed):
        working.run_next()
    assert (now_of(run).status, Case.objects.count()) == ("running", 0)


def test_a_worker_that_was_given_up_changes_nothing_any_more(alice: User, meanwhile: Any) -> None:
    run = handed(alice, table(12))

    def taken_over() -> None:
        gone(run)
        assert working.claim() is not None
        time.sleep(1)

    meanwhile(3, taken_over)
    assert working.run_next()
    assert (now_of(run).status, now_of(run).attempt, Case.objects.count()) == ("running", 2, 0)
    assert not ImportRow.objects.exists()


def test_three_interruptions_are_enough(alice: User) -> None:
    run = handed(alice, table(2))
    gone(run)
    ImportRun.objects.filter(pk=run.pk).update(attempt=3)
    assert working.run_next()
    assert now_of(run).status == "failed"
    assert "interrupted three times" in now_of(run).problem
    assert not Case.objects.exists()


def test_the_database_lets_one_run_at_a_time(alice: User) -> None:
    run, other = handed(alice, table(1)), handed(alice, table(2))
    ImportRun.objects.filter(pk=run.pk).update(status="running")
    with pytest.raises(IntegrityError):
        ImportRun.objects.filter(pk=other.pk).update(status="running")


def test_a_fault_of_ours_is_no_fault_of_the_file(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = handed(alice, table(2))

    def broken(*given: Any) -> Any:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(importing, "enter", broken)
    assert working.run_next()
    assert now_of(run).status == "failed"
    assert "not in the file" in now_of(run).problem
    assert "secret" not in now_of(run).problem


def test_who_comes_while_a_run_is_being_taken_does_not_take_the_one_behind_it(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = handed(alice, table(2)), handed(alice, table(3))
    others: list[Future[bool]] = []

    def comes() -> bool:
        try:
            return working.claim() is not None
        finally:
            connection.close()

    def now() -> datetime:  # asked between choosing a run and taking it
        if not others:
            others.append(pool.submit(comes))
            wait(others, timeout=1)
        return real()

    real = working.clock.now
    with ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(working.clock, "now", now)
        taken = working.claim()
    assert taken is not None
    assert (taken.pk, others[0].result()) == (first.pk, False)


def test_a_real_worker_does_what_waits_in_its_order(alice: User) -> None:
    app.control.purge()
    first, second = handed(alice, table(2)), handed(alice, table(3))
    with start_worker(app, pool="threads", concurrency=2, perform_ping_check=False, shutdown_timeout=30):
        tasks.run_imports.delay()
        tasks.run_imports.delay()
        end = time.monotonic() + 30
        while now_of(second).status != "done":
            assert time.monotonic() < end, "it was not done in time"
            time.sleep(0.1)
    # Two of the three rows of the second file are those of the first.
    assert Case.objects.count() == 3
    finished = [now_of(first).finished_at, now_of(second).finished_at]
    assert finished == sorted(finished)


@pytest.mark.parametrize("how", ["all", "check"])
def test_others_open_cases_meanwhile_without_waiting(alice: User, meanwhile: Any, how: str) -> None:
    run = handed(alice, table(6), how)
    took: list[float] = []

    def another() -> None:
        began = time.monotonic()
        open_seats(alice, account="Meanwhile")
        took.append(time.monotonic() - began)

    meanwhile(4, another)
    assert working.run_next()
    assert now_of(run).status == "done"
    assert took[0] < 5  # a lock that is waited for is given up after ten
    references = list(Case.objects.values_list("reference", flat=True))
    assert len(references) == len(set(references)) == (7 if how == "all" else 1)


def numbers() -> list[int]:
    """The numbers of all cases, in their order."""
    return sorted(int(name.rpartition("-")[2]) for name in Case.objects.values_list("reference", flat=True))


def test_numbers_that_were_not_used_are_given_back(alice: User) -> None:
    for how, text in (
        ("check", table(3)),
        ("all", table(2) + "Bad,x,1\n"),
        ("all", table(3)),
        ("all", table(5)),
    ):
        handed(alice, text, how)
        assert working.run_next()
    open_seats(alice, account="The next one")
    assert numbers() == [1, 2, 3, 4, 5, 6]
