"""Two hundred copied cases: whole chains, legal states, pages that open, and nothing left of the patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Left, Length
from django.test import Client

from accountops.demo import seed_people
from benchmarks import patterns, people
from benchmarks.base import READERS
from benchmarks.catalogue import case_tables
from benchmarks.samples import samples_of
from cases import access, registry, timeline
from cases.models import (
    Case,
    KindState,
    OutboxMessage,
    PersonalData,
    SearchDocument,
    TimelineEntry,
    User,
)
from cases.workflow.storing import holding_team
from rebooks.demo import seed
from rebooks.models import RebookCase
from tests.benchmarks.copying import copied

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]
SIZE, PLOTS, VARIANTS = 200, 35, 2
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One transaction for all tests here, which is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            _fill(cursor)
        yield
        transaction.set_rollback(True)


def _fill(cursor: Any) -> None:
    seed_people()
    seed(PLOTS)
    people.multiply()
    people.words()
    patterns.store(VARIANTS)
    copied(cursor, SIZE)


def copies() -> list[RebookCase]:
    """The copied cases."""
    return list(RebookCase.objects.filter(pk__gt=10_000, pk__lte=10_000 + SIZE).select_related("account"))


def test_every_chain_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_audit")
    entries = TimelineEntry.objects.filter(case__in=copies()).count()
    assert entries > SIZE * 3
    assert f"The timeline is whole: {TimelineEntry.objects.count()} entries" in capsys.readouterr().out


def test_a_changed_copy_would_be_found() -> None:
    entry = TimelineEntry.objects.filter(case__in=copies(), seq=2).first()
    assert entry is not None
    entry.data = entry.data | {"policy_version": 99}
    assert timeline.hash_of(entry) != entry.hash


def test_copies_are_as_many_as_asked_and_mostly_closed() -> None:
    cases = copies()
    assert len(cases) == SIZE
    assert len({case.reference for case in cases}) == SIZE
    assert len({case.order_no for case in cases}) == SIZE
    assert 0.1 < sum(not case.is_closed for case in cases) / SIZE < 0.3
    assert len({case.state for case in cases}) > 5
    assert len({case.account_id for case in cases}) > SIZE / 3


def test_states_and_teams_are_those_of_the_kind() -> None:
    known = set(KindState.objects.filter(kind="rebook").values_list("state", flat=True))
    kind = registry.get_kind("rebook")
    for case in copies():
        assert case.state in known
        assert case.team == holding_team(kind, case)
        assert case.is_closed == kind.state(case.state).closed
        assert case.open_order_no == (None if case.is_closed else case.order_no)
        assert case.time_zone == case.account.time_zone


def test_the_newest_entry_tells_state_and_version() -> None:
    for case in copies():
        entries = list(case.timeline.order_by("seq"))
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert entries[-1].to_state == case.state
        assert max(entry.version or 0 for entry in entries) == case.version


def test_rules_and_lines_say_the_same_of_a_copy_as_what_is_stored() -> None:
    kind = registry.get_kind("rebook")
    for case in copies():
        facts = kind.facts(case)
        found = case.search_text.split()
        assert case.order_no in found
        assert case.reference in found
        assert facts.account in case.search_text
        assert case.title.startswith(facts.account)


def test_nothing_is_left_of_the_patterns() -> None:
    with connection.cursor() as cursor:
        for table in case_tables(cursor):
            cursor.execute(f"SELECT t::text FROM {table.name} t")
            left = [text for (text,) in cursor.fetchall() if PRIVATE_USE.search(text)]
            assert left == [], table.name


def searched() -> list[tuple[Any, ...]]:
    """What is searched of the copies, but for the keys."""
    names = ("source", "origin", "case", "kind", "at", "author", "vector")
    return list(SearchDocument.objects.filter(case__in=copies()).order_by(*names[:2]).values_list(*names))


def test_of_a_copy_is_searched_what_the_triggers_would_keep() -> None:
    found = searched()
    assert {source for source, *_ in found} == {"note", "letter"}
    assert len(found) > SIZE
    SearchDocument.objects.all().delete()
    letters = OutboxMessage.objects.filter(case__in=copies())
    PersonalData.objects.filter(entry__case__in=copies()).update(salt="another")
    letters.update(subject=Concat("subject", Value("?")))
    letters.update(subject=Left("subject", Length("subject") - 1))
    assert searched() == found


def test_nobody_owns_a_case_of_another_team() -> None:
    for case in Case.objects.filter(pk__in=[case.pk for case in copies()]).exclude(assignee=None):
        assert case.assignee is not None
        assert case.team in {team.code for team in case.assignee.teams}


def test_foreign_keys_hold_though_nobody_checked_them() -> None:
    with connection.cursor() as cursor:
        for table in case_tables(cursor):
            for column, target in table.refers.items():
                key = "case_ptr_id" if target == "rebooks_rebookcase" else "id"
                cursor.execute(
                    f'SELECT count(*) FROM {table.name} t WHERE t."{column}" IS NOT NULL'
                    f' AND NOT EXISTS (SELECT 1 FROM {target} o WHERE o.{key} = t."{column}")'
                )
                assert cursor.fetchone() == (0,), f"{table.name}.{column}"


def test_the_outsider_sees_what_she_took_part_in_and_nothing_else() -> None:
    outsider = User.objects.get(username=READERS["outsider"])
    taken = set(TimelineEntry.objects.filter(actor=outsider, refused=False).values_list("case", flat=True))
    assert 0 < len(taken) < SIZE / 4
    assert "rebook" not in access.visible_kinds(outsider)
    assert set(access.visible_to(outsider).values_list("pk", flat=True)) == taken


@pytest.mark.parametrize("reader", sorted(READERS))
def test_pages_of_copies_open(reader: str, client: Client) -> None:
    client.force_login(User.objects.get(username=READERS[reader]))
    with connection.cursor() as cursor:
        found = samples_of(cursor)
    cases = found.mine if reader == "outsider" else found.cases
    paths = ["/", "/cases/", f"/search/?q={found.word}", *[f"/cases/{case}/" for case in cases[:6]]]
    assert len(paths) > 4
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not PRIVATE_USE.search(answer.content.decode())
