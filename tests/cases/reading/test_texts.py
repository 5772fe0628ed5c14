"""The newest texts with words: always the same ones as all texts gone through, and never at their cost."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db import connection

from cases import texts, written
from cases.folding import fold, words_of
from cases.models import Case, Participation, PartyOf, SearchDocument, User
from cases.models.search import LONGEST_WORD, PLACE_BITS
from cases.texts import holding, query_of
from tests.cases.helpers import person
from tests.cases.reading.crowd import crowd
from tests.cases.reading.test_plans import accounts, rows_read

pytestmark = pytest.mark.django_db

MANY, APART = 10_000, 16
PLACE = 2**PLACE_BITS // APART
"""So many of the texts below share a place of the index."""

PLACES = MANY // PLACE + 1

LONG = "w" * LONGEST_WORD
# A word of every text, of each second, of one in a thousand, of old ones alone; parts, and words with signs.
TEXTS = f"""
INSERT INTO cases_searchdocument (id, case_id, kind, source, origin, at, vector)
SELECT i * {APART}, %(first)s + i %% 50, CASE i %% 50 %% 7 WHEN 0 THEN 'other' ELSE 'seat_change' END,
       CASE i %% 3 WHEN 0 THEN 'letter' ELSE 'note' END, i, now() - interval '1 hour' + interval '1 ms' * i,
       to_tsvector('simple', concat_ws(' ', 'every', CASE WHEN i %% 2 = 0 THEN 'second' ELSE 'odd' END,
           CASE WHEN i %% 1000 = 1 THEN 'rare re-engaged a@b.example' END,
           CASE WHEN i BETWEEN 2000 AND 7000 THEN 'ancient' END,
           CASE i WHEN 9000 THEN '{LONG}a' WHEN 9001 THEN '{LONG}b' END,
           CASE i WHEN 9002 THEN 'b@a' WHEN 9003 THEN 'a b' END))
  FROM generate_series(1, {MANY}) i
"""
SAID = (
    "every", "e", "ev", "second", "odd", "second odd", "rare", "r", "rare every", "rare second", "rare odd",
    "ancient", "anc sec", "ancient rare", "re-engaged", "re-eng", "a@b.example", "a@b", "b@a", "a b", "@ a",
    LONG, f"{LONG}a", f"{LONG}b every", "wwx", "nothing", "every nothing", "eve:* | rare", "!every",
    "second'",
)  # fmt: skip


@pytest.fixture
def told(alice: User) -> int:
    """Ten thousand texts of fifty cases, in twenty places; the key of the first case."""
    crowd(50, account=accounts(), owner=alice, team="customer_care")
    first = Case.objects.earliest("pk").pk
    with connection.cursor() as cursor:
        # Its index holds what other tests took back, too; it is given new files.
        cursor.execute("TRUNCATE cases_searchdocument")
        cursor.execute(TEXTS, {"first": first})
        cursor.execute("ANALYZE cases_searchdocument")
    return first


def gone_through(words: Sequence[str], kinds: Sequence[str], most: int) -> list[int]:
    """The same as `holding`, by looking at all texts."""
    query = SearchQuery(query_of(words), config="simple", search_type="raw")
    rows = SearchDocument.objects.filter(kind__in=kinds, vector=query)
    return sorted(rows.values_list("pk", flat=True), reverse=True)[:most]


@pytest.mark.parametrize("kinds", [["seat_change"], ["other"], ["seat_change", "other"], ["none"], []])
def test_the_newest_are_found_as_if_all_were_gone_through(told: int, kinds: list[str]) -> None:
    for text in SAID:
        words = words_of(fold(text))
        for most in (3, 200, 6000):
            found = [key for key, _ in holding(words, kinds, most)]
            assert found == gone_through(words, kinds, most), (text, most)


def test_some_are_found_and_some_are_not(told: int) -> None:
    numbers = [len(gone_through(words_of(fold(text)), ["seat_change", "other"], MANY)) for text in SAID]
    assert MANY in numbers
    assert {0, 1, 10, 5001} <= set(numbers)


def plan_of(text: str, kinds: Sequence[str]) -> dict[str, Any]:
    """How the texts with these words were found."""
    with connection.cursor() as cursor:
        given = texts.given(words_of(text), kinds, written.NEWEST)
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {texts.HOLDING}", given)
        answer = cursor.fetchone()[0]
    plan = json.loads(answer) if isinstance(answer, str) else answer
    found: dict[str, Any] = plan[0]["Plan"]
    return found


def times_asked(plan: dict[str, Any]) -> list[int]:
    """How often each step of it asked the index of places."""
    own = [plan["Actual Loops"]] if plan.get("Index Name") == "search_placed" else []
    return own + [times for part in plan.get("Plans", ()) for times in times_asked(part)]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("every", 2 * PLACE), ("e", 2 * PLACE), ("second", 2 * PLACE), ("second odd", PLACE), ("rare", PLACE),
        ("ancient", 2 * PLACE), ("every rare", PLACE), ("nothing", PLACE), ("every nothing", PLACE),
    ],
)  # fmt: skip
def test_no_more_is_read_than_a_place_holds_beside_what_is_found(told: int, text: str, most: int) -> None:
    for kinds in (["seat_change"], ["other"], ["seat_change", "other"]):
        assert 0 < max(rows_read(plan_of(text, kinds))) <= most, kinds


@pytest.mark.parametrize(
    ("text", "longest", "all_words"),
    [
        ("e nothing", PLACES, 0),
        ("e rare", PLACES, 10),
        ("every e", 1, 1),
        ("rare", 0, PLACES),
        ("nothing", 0, PLACES),
    ],
)
def test_beginnings_are_looked_for_only_where_the_longest_word_is(
    told: int, text: str, longest: int, all_words: int
) -> None:
    assert sorted(times_asked(plan_of(text, ["seat_change"]))) == sorted([longest, all_words])


def took_part(who: User, first: int, cases: Sequence[int]) -> None:
    """They have a part in these of the fifty cases."""
    Participation.objects.bulk_create(
        Participation(actor=who, kind="seat_change", case_id=first + number) for number in cases
    )


@pytest.mark.parametrize("looked_at", [4000, 30])
@pytest.mark.parametrize("text", ["every", "second", "rare", "ancient", "nothing"])
def test_who_took_part_finds_the_newest_of_their_cases(
    told: int, monkeypatch: pytest.MonkeyPatch, text: str, looked_at: int
) -> None:
    """Whether all texts with the word were looked at, or those of their own cases."""
    monkeypatch.setattr(written, "TEXTS_LOOKED_AT", looked_at)
    charlie = person("charlie", "sales_enablement")
    took_part(charlie, told, [3, 8])
    rows = SearchDocument.objects.filter(case__in=[told + 3, told + 8], kind="seat_change")
    query = SearchQuery(query_of([text]), config="simple", search_type="raw")
    theirs = sorted(rows.filter(vector=query).values_list("pk", flat=True), reverse=True)
    assert written._newest(charlie, [text]) == theirs[: written.NEWEST]
    assert (len(theirs) > written.NEWEST) is (text == "every")


def test_of_frequent_words_the_texts_of_their_newest_cases_are_gone_through(
    told: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, number in {"TEXTS_LOOKED_AT": 10, "CASES_LOOKED_AT": 1}.items():
        monkeypatch.setattr(written, name, number)
    charlie = person("charlie", "sales_enablement")
    took_part(charlie, told, [3, 8])
    found = SearchDocument.objects.filter(pk__in=written._newest(charlie, ["ancient"]))
    assert set(found.values_list("case", flat=True)) == {told + 8}


@pytest.mark.parametrize("looked_at", [4000, 30])
def test_from_outside_nothing_but_own_notes_is_found(
    told: int, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    monkeypatch.setattr(written, "TEXTS_LOOKED_AT", looked_at)
    partner = person("piet", "new_partner")
    partner.organisation = "Harbour Partners"
    partner.save()
    PartyOf.objects.create(organisation="harbour partners", kind="seat_change", case_id=told + 4)
    own: Any = SearchDocument.objects.filter(kind="seat_change", source="note")
    own.filter(case__in=[told + 4, told + 5]).update(author=partner)
    found = SearchDocument.objects.filter(pk__in=written._newest(partner, ["every"]))
    assert found.exists()
    assert set(found.values_list("case", "source", "author")) == {(told + 4, "note", partner.pk)}
