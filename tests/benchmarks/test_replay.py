"""A few hundred copied cases replayed: the answers are the live rule's, and nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from accountops.demo import seed_people
from benchmarks import patterns, people
from benchmarks.base import READERS
from benchmarks.replay.__main__ import DRAFTS
from benchmarks.replay.answers import compared
from benchmarks.replay.base import ONE_IN, play
from benchmarks.replay.drafting import begin
from benchmarks.replay.found import Found, Sample, whole
from benchmarks.replay.sums import changed, sums
from cases import registry, tasks
from cases.models import Case, PolicyDraft, PolicyReplay, User
from cases.policies import running
from tests.benchmarks.copying import copied

SIZE, MOST = 120, 20
PLAYED = {"rebook": 20, "takeover": 4}


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[int]]:
    """Patterns of two kinds, and copies of them; one transaction for all tests. The patterns' keys."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            played = _fill(cursor)
        yield played
        transaction.set_rollback(True)


def _fill(cursor: Any) -> list[int]:
    seed_people()
    for code, number in PLAYED.items():
        play(code, number)
    people.multiply()
    people.words()
    patterns.store(1)
    played = list(Case.objects.values_list("pk", flat=True))
    copied(cursor, SIZE)
    return played


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "values", "flips"),
    [("rebook", {"hard_hours": 72}, True), ("takeover", {"require_vads": True}, False)],
    ids=PLAYED,
)
def test_a_replay_of_copies_says_what_the_live_rule_says_and_changes_nothing(
    loaded: list[int], code: str, values: dict[str, Any], flips: bool
) -> None:
    draft = begin(code, values, READERS["manager"])
    with connection.cursor() as cursor:
        before = sums(cursor)
        manager = User.objects.get(username=READERS["manager"])
        run = running.start(PolicyDraft.objects.get(pk=draft), manager)
        tasks.run_replays()
        assert changed(before, sums(cursor)) == []
    run = PolicyReplay.objects.select_related("draft").get(pk=run.pk)
    copies = Case.objects.filter(kind=code).exclude(pk__in=loaded)
    assert run.status == "done"
    assert run.result["cases"] == Case.objects.filter(kind=code).count() > copies.count() > 3
    assert run.result["not_comparable"] == 0
    assert bool(run.result["flips"]) is flips
    answers = compared(run, MOST)
    assert (answers["otherwise"], answers["not comparable"]) == ([], 0)
    assert answers["compared"] == min(MOST, run.result["decisions"])
    assert bool(answers["flipped"]) is flips


def test_every_kind_has_a_draft_to_be_replayed() -> None:
    codes = {kind.code for kind in registry.all_kinds()} - {"seat_change"}
    assert codes >= DRAFTS.keys() == ONE_IN.keys()


def test_a_change_of_a_table_would_be_seen() -> None:
    before = {"cases_case": (2, 17), "cases_link": (0, 0)}
    assert changed(before, dict(before)) == []
    assert changed(before, before | {"cases_case": (2, 18)}) == ["cases_case"]


def found(**given: Any) -> Found:
    """A run in which all that is wanted was met, but for what is given."""
    result = {
        "cases": 100_000, "decisions": 250_000, "not_comparable": 0, "flips": 9, "cases_affected": 8,
        "deadlines": {"x": 3},
    }  # fmt: skip
    sample = {"compared": 200, "flipped": 9, "otherwise": [], "not comparable": 0}
    samples = [Sample(1.0, 300.0, 10_000, 100_000), Sample(20.0, 400.0, 20_000, 100_000)]
    samples.append(Sample(100.0, 410.0, 100_000, 100_000))
    made = Found("rebook", {"hard_hours": 72}, seconds=100.0, cpu=150.0, result=result, sample=sample)
    made.samples, made.rows = samples, {"cases_case": 100_000}
    for name, value in given.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    ("given", "missed"),
    [
        ({}, []),
        ({"seconds": 121.0}, ["rebook: 250,000 decisions"]),
        ({"changed": ["cases_case"]}, ["rebook: tables of cases that changed"]),
    ],
    ids=["all met", "too slow", "changed"],
)
def test_what_is_missed_is_said(given: dict[str, Any], missed: list[str]) -> None:
    one = found(**given)
    assert [mark.what for mark in one.marks() if not mark.met] == missed
    page = whole({"Commit": "abc"}, [one])
    assert page.count("**not met**") == len(missed)
    assert "100,000, 250,000" in page
    assert "400, 410, 410 MB" in page
