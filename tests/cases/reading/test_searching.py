"""How the cases of a search are come by: in four ways, and always the same cases."""

from __future__ import annotations

import pytest
from django.db import connection

from cases import access, queue
from cases.models import Case, User
from cases.queue import QueueQuery
from cases.searching import By, matching
from tests.cases.reading.crowd import counted, crowd
from tests.cases.reading.test_plans import accounts

pytestmark = pytest.mark.django_db

TOLD = (
    "40-119660000077", "RB-2026-000123", "90-17-5 Northwind", "sc-2020-000012 OP-77", "re-engage it-9",
)  # fmt: skip
ASKED = (
    "40-119660000077", "40-1196", "40-", "40-1", "41-119660000077", "RB-2026-000123", "rb-2026",
    "2026-000123", "RB-2025-000123", "90-17-5", "90-17", "90-5", "90-17-5 north", "17-5", "nor 90-17-5",
    "119660", "000123", "17", "5 north",
    "op-7", "op sc-2020", "north op", "op no", "re-engage", "re-eng it-9", "9", "it", "-5", "re 9-1",
)  # fmt: skip


@pytest.fixture
def told(alice: User) -> list[int]:
    """Cases with numbers in several parts among their words."""
    crowd(len(TOLD), account=accounts(), owner=alice, team="customer_care")
    rows = list(Case.objects.order_by("pk"))
    for row, text in zip(rows, TOLD, strict=True):
        Case.objects.filter(pk=row.pk).update(search_text=text)
    return [row.pk for row in rows]


def every_word(text: str) -> set[int]:
    """The cases that hold every word, as PostgreSQL itself understands the whole text.

    Numbers may be a later part of one.
    """
    asked = " & ".join(
        f"('{word}':* | '-{word}':*)" if word[0].isdigit() else f"'{word}':*" for word in text.split()
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM cases_case WHERE search @@ to_tsquery('simple', %s)", [asked])
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("text", ASKED)
def test_the_rare_part_of_a_number_finds_what_all_of_it_finds(told: list[int], text: str) -> None:
    numbered = set(Case.objects.filter(reference__startswith=text.upper()).values_list("pk", flat=True))
    numbered = numbered if text.upper().startswith("SC-") else set()
    for by in (By.INDEX, By.LONGEST, By.ORDER):
        found = set(Case.objects.filter(matching(text, by)).values_list("pk", flat=True))
        assert found == every_word(text) | numbered, by


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("119660", 0),
        ("119660000077", 0),
        ("000123", 1),
        ("17", 2),
        ("17-5", 2),
        ("000012", 3),
        ("77", 3),
        ("9", 4),
    ],
)
def test_a_number_is_found_by_its_later_parts(told: list[int], text: str, place: int) -> None:
    found = set(Case.objects.filter(matching(text)).values_list("pk", flat=True))
    assert told[place] in found
    assert found == every_word(text)


def test_something_is_found_and_something_is_not(told: list[int]) -> None:
    lengths = [len(every_word(text)) for text in ASKED]
    assert 0 in lengths
    assert sum(lengths) > len(ASKED) / 2


def test_the_list_of_a_search_is_read_by_what_the_count_has_found(alice: User) -> None:
    crowd(1500, account=accounts(), owner=alice, team="customer_care")
    counted()
    few, many = (queue.count(alice, QueueQuery(q=text)) for text in ("word77", "account"))
    found = {case.pk for case in queue.find(alice, QueueQuery(q="word77"))}
    assert few.keys is not None
    assert set(few.keys) == found != set()
    assert (few.often, many.often, many.keys) == (False, True, None)


def test_what_is_rare_is_asked_of_the_index_alone(alice: User) -> None:
    crowd(600, account=accounts(), owner=alice, team="customer_care")
    counted()
    sight, _ = queue.surroundings(access.sight_of(alice))
    found = queue._counting(sight, (QueueQuery(q="40-119660000077"),), 1000).statement
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(f"EXPLAIN {found.sql}", found.params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    conditions = [line for line in plan.splitlines() if "Index Cond" in line and "search" in line]
    assert conditions
    assert all("'-119660000077'" in line and "'40'" not in line for line in conditions), plan
