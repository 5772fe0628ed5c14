"""What the database writes down of flags, and the figures that are counted there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from cases import access, queue
from cases.models import Case, Flagged, User
from cases.queue import QueueQuery
from cases.workflow import advance
from tests.cases.helpers import done
from tests.cases.reading.crowd import counted, crowd, entries
from tests.cases.reading.test_plans import accounts

pytestmark = pytest.mark.django_db

RARE = "change_overdue"


def told() -> set[tuple[str, str, int, str | None]]:
    """The rows of the table of flags."""
    return set(Flagged.objects.values_list("flag", "kind", "case_id", "team"))


def as_they_are() -> set[tuple[str, str, int, str | None]]:
    """The rows that the table of flags should have."""
    cases = Case.objects.exclude(flags=[])
    return {(flag, case.kind, case.pk, case.team) for case in cases for flag in case.flags}


def test_flags_are_written_down_whoever_changes_them(alice: User, a_case: Callable[..., Any]) -> None:
    case = a_case()
    assert told() == as_they_are()
    rows = Case.objects.filter(pk=case.pk)
    for changed in ({"flags": ["late_fact", RARE]}, {"team": "research"}, {"flags": [RARE]}, {"team": None}):
        rows.update(**changed)
        assert told() == as_they_are() != set()
    rows.update(flags=[RARE, RARE])
    assert told() == as_they_are()
    done(advance(case.reference, "note", actor=alice, data={"text": "Nothing changes by this."}))
    assert told() == as_they_are()
    rows.update(flags=[])
    assert told() == set()


@pytest.mark.parametrize("name", ["alice", "mona", "charlie"])
@pytest.mark.parametrize("fixed", [{}, {"team": "customer_care"}, {"kind": "seat_change"}], ids=str)
def test_a_figure_beside_a_flag_is_the_length_of_its_list(
    request: pytest.FixtureRequest, alice: User, charlie: User, name: str, fixed: dict[str, str]
) -> None:
    """For who acts in the kind, for who sees everything, and for who took part in a hundredth."""
    reader: User = request.getfixturevalue(name)
    crowd(1200, account=accounts(), owner=alice, team="customer_care")
    entries(charlie)
    asked = QueueQuery(flag="late_window", **fixed)
    length = queue.find(reader, asked).count()
    assert length == queue.count(reader, asked).number
    assert str(queue.count(reader, asked, 50)) == ("50+" if length > 50 else str(length))


def test_frequent_and_rare_flags_are_read_off_one_index(alice: User, mona: User) -> None:
    crowd(800, account=accounts(), owner=alice, team="customer_care")
    counted()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows would be read as they lie
        for reader in (alice, mona):
            sight, _ = queue.surroundings(access.sight_of(reader))
            for flag in ("late_window", RARE):
                asked = (QueueQuery(flag=flag, team="customer_care"), QueueQuery(flag=flag))
                found = queue._counting(sight, asked, 20).statement
                cursor.execute(f"EXPLAIN {found.sql}", found.params)
                plan = "\n".join(row[0] for row in cursor.fetchall())
                assert "Seq Scan" not in plan, plan
                assert "cases_case " not in plan
