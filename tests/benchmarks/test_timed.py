"""The ways to do timed steps each do what they stand for, and the figures say what was measured."""

from __future__ import annotations

import os
from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from benchmarks.timed import ways
from benchmarks.timed.drain import Drained
from benchmarks.timed.held import APPLICATION, Held, Spent, Transactions, look, spent
from benchmarks.timed.rates import Rates, a_second
from benchmarks.timed.report import marks, whole
from cases import clock
from cases.models import Case, Deadline, TimelineEntry
from tests.cases.helpers import approved, person

LONG_AGO = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def due(db: None) -> list[int]:
    """Three cases whose steps fell due months ago."""
    alice = person("alice", "customer_care")
    with clock.fixed_at(LONG_AGO):
        return [approved(alice, account=f"Client {number}").pk for number in range(3)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["set", "raw100", "raw", "orm"])
def test_a_bare_way_writes_three_rows_for_each(due: list[int], name: str) -> None:
    before = dict(Case.objects.values_list("pk", "version"))
    entries = TimelineEntry.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('accountops.door', 'open', true)")
    assert ways.WAYS[name](due) == 3
    assert Deadline.objects.filter(status="fired").count() == 3
    assert TimelineEntry.objects.count() == entries + 3
    assert dict(Case.objects.values_list("pk", "version")) == {pk: old + 1 for pk, old in before.items()}


@pytest.mark.django_db
def test_our_way_is_the_product_s_pass(due: list[int]) -> None:
    assert ways.ours(due) >= 3
    assert not Deadline.objects.filter(status="armed", next_attempt_at__lte=clock.now()).exists()
    assert set(Case.objects.filter(pk__in=due).values_list("state", flat=True)) == {"declined"}


RATES: Rates = {
    name: [(100, 100.0), (100, seconds), (100, seconds)]
    for name, seconds in {
        "set": 0.1,
        "raw100": 0.5,
        "raw": 0.8,
        "orm": 1.0,
        "ours": 0.8,
        "ours2": 0.5,
    }.items()
}


def drained(**changed: object) -> Drained:
    """A run in which all that is wanted was met, but for what is changed."""
    given: dict[str, object] = {
        "due": 1000, "seconds": 20.0, "fired": 1000, "lates": [1.0, 20.0],
        "idle": [10.0], "meanwhile": [19.0], "kinds": Counter({"sc.expiry": 1000}),
        "transactions": {(1, "a"): Held(150.0)}, "memory": [(5.0, 90.0), (15.0, 91.0)],
    }  # fmt: skip
    return Drained(**{**given, **changed})  # type: ignore[arg-type]  # its own fields


def test_the_first_turn_of_a_way_does_not_count() -> None:
    assert a_second(RATES, "orm") == 100.0
    assert a_second(RATES, "ours2") == 200.0


@pytest.mark.parametrize(
    ("changed", "buffers", "missed"),
    [
        ({}, 50, []),
        ({"seconds": 31.0}, 50, ["All that was due, drained"]),
        ({"meanwhile": [21.0]}, 50, ["Clicks p95 meanwhile"]),
        (
            {"transactions": {(1, "a"): Held(150.0), (2, "b"): Held(201.0, 120.0)}},
            50,
            ["Longest transaction of a batch"],
        ),
        ({"fired": 999}, 51, ["Buffers of an idle pass"]),
    ],
)
def test_what_is_missed_is_said(changed: dict[str, object], buffers: int, missed: list[str]) -> None:
    found = marks(RATES, drained(**changed), buffers)
    assert [one.what for one in found if not one.met] == missed
    page = whole({"Commit": "abc"}, RATES, drained(**changed), {"buffers": buffers, "statements": 5}, found)
    assert page.count("**not met**") == len(missed)
    assert "1.25 x" in page
    assert "1,000 sc.expiry" in page


def test_the_longest_is_told_with_what_it_consisted_of() -> None:
    """Of what was counted since the process began, only what passed while it was looked at."""
    held = Held()
    held.seen(5.0, at_disk=False, spent=Spent(1000.0, 50.0, 400.0, 20.0, 90.0))
    held.seen(101.0, at_disk=False, spent=Spent(1060.0, 85.0, 410.0, 21.0, 90.0))
    told = drained(transactions={(1, "a"): held}).told()
    assert told["Of the longest, its process ran / waited for a processor"] == "60 / 35 ms"
    assert told["Of the longest, its backend ran / waited for a processor"] == "10 / 1 ms"
    assert told["Of the longest, the host took from the machine"] == "0 ms"


@pytest.mark.django_db
def test_a_transaction_under_way_is_seen_with_what_its_process_did() -> None:
    """This process and its backend stand for a worker; the name says which one it is."""
    found: Transactions = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL application_name = '{APPLICATION}0'")
        look(cursor, found, {f"{APPLICATION}0": os.getpid()})
        assert sum(range(2_000_000)) > 0
        look(cursor, found, {f"{APPLICATION}0": os.getpid()})
    ((_, held),) = found.items()
    assert held.age > 0
    assert held.spent.ran > 0


def test_a_process_that_has_ended_has_spent_nothing() -> None:
    assert spent(2**22 + 1, 2**22 + 1).since(spent(2**22 + 1, 2**22 + 1)).ran == 0.0


def test_what_a_commit_waited_for_the_disk_is_told_beside_its_age() -> None:
    held = Held()
    for age, at_disk in ((40.0, False), (80.0, False), (85.0, True), (201.0, True)):
        held.seen(age, at_disk)
    assert (held.age, held.disk) == (201.0, 121.0)
    assert (
        drained(transactions={(1, "a"): held}).told()["Of the longest, its COMMIT waited for the disk"]
        == "121 ms"
    )


def test_a_door_slower_than_bare_writes_is_said() -> None:
    slow = RATES | {"ours": [(100, 2.0)] * 3, "ours2": [(100, 1.5)] * 3}
    assert [one.what for one in marks(slow, drained(), 1) if not one.met] == [
        "Bare ORM writes against the door's rate"
    ]
