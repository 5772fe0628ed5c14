"""The timeline is append-only, chained, and whole without the personal words beside it."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from cases import registry, timeline
from cases.models import ChainAnchor, PersonalData, PolicyVersion, StoredDecision, TimelineEntry
from cases.policies import placing
from cases.workflow import advance
from tests.cases.helpers import all_at_once, approved, done, open_seats, unguarded

pytestmark = pytest.mark.django_db

APPEND_ONLY = [TimelineEntry, ChainAnchor, StoredDecision, PolicyVersion]


@pytest.fixture
def case(alice, on_monday):
    """Four entries, one with personal words."""
    found = approved(alice)
    done(advance(found.reference, "note", actor=alice, data={"text": "Mr Smith called"}))
    done(advance(found.reference, "decline", actor=alice, data={"reason": "not wanted"}))
    return found


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_rows_can_be_neither_changed_nor_deleted(case, on_monday, mona, model):
    timeline.anchor(on_monday + timedelta(hours=1))
    kind = registry.get_kind("seat_change")
    placing.place(kind, {"most_seats": 7}, effective_from=on_monday, author=mona, reason="Fewer.")
    assert model.objects.exists()
    for alter in (lambda rows: rows.update(id=99), lambda rows: rows._raw_delete(rows.db)):
        with pytest.raises(DatabaseError, match="Cannot update or delete rows"), transaction.atomic():
            alter(model.objects.all())


@pytest.mark.parametrize("model", APPEND_ONLY)
def test_tables_cannot_be_emptied(db, model):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL accountops.allow_truncate = ''")
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            cursor.execute(f"TRUNCATE {model._meta.db_table} CASCADE")


def test_the_chain_holds(case):
    assert list(timeline.faults()) == []
    entries = list(TimelineEntry.objects.order_by("seq"))
    assert [entry.seq for entry in entries] == [1, 2, 3, 4]
    assert [entry.prev_hash for entry in entries] == ["", *[entry.hash for entry in entries[:-1]]]


@pytest.mark.parametrize(
    "change",
    [
        {"as_role": "manager"},
        {"data": {}},
        {"actor": None},
        {"refused": True},
        {"effects": []},
        {"to_state": "changed"},
        {"version": None},
        {"request_id": "other"},
        {"personal_digest": "00"},
    ],
)
def test_a_changed_entry_is_found(case, change):
    with unguarded(TimelineEntry):
        TimelineEntry.objects.filter(seq=2).update(**change)
    assert list(timeline.faults(case.pk)) == [f"case {case.pk}: entry 2 does not match its hash"]


def test_a_changed_entry_with_a_new_hash_breaks_the_next(case):
    entry = TimelineEntry.objects.get(seq=2)
    entry.as_role = "manager"
    with unguarded(TimelineEntry):
        TimelineEntry.objects.filter(seq=2).update(as_role="manager", hash=timeline.hash_of(entry))
    assert list(timeline.faults()) == [f"case {case.pk}: entry 3 does not match its hash"]


def test_a_removed_entry_is_found(case):
    PersonalData.objects.filter(entry__seq=3).delete()
    with unguarded(TimelineEntry):
        TimelineEntry.objects.filter(seq=3).delete()
    assert f"case {case.pk}: entry 3 is missing" in list(timeline.faults())


def test_another_key_does_not_verify(case, settings):
    settings.AUDIT_KEY = "another-key-of-at-least-thirty-two-characters"
    assert len(list(timeline.faults())) == 4 + PersonalData.objects.count()


def test_erasing_personal_words_leaves_the_chain_whole(case):
    note = TimelineEntry.objects.get(action="note")
    assert note.personal.data == {"text": "Mr Smith called"}
    assert note.personal_digest
    PersonalData.objects.all().delete()
    assert list(timeline.faults()) == []


def test_changed_personal_words_are_found(case):
    note = TimelineEntry.objects.get(action="note")
    PersonalData.objects.filter(pk=note.pk).update(data={"text": "Mr Jones called"})
    assert list(timeline.faults()) == [f"case {case.pk}: the personal part of entry {note.seq} was changed"]


def test_an_anchor_finds_a_removed_tail(case, alice, on_monday):
    other = open_seats(alice)
    hour = on_monday + timedelta(hours=1)
    assert timeline.anchor(hour).entries == 5
    assert list(timeline.anchor_faults()) == []
    with unguarded(TimelineEntry):
        TimelineEntry.objects.filter(case=other.pk).delete()
    assert list(timeline.faults()) == []
    assert list(timeline.anchor_faults()) == ["the anchor of 2026-03-02 10:00 covers 5 entries, found 4"]


def test_anchors_go_on_where_the_last_one_ended_and_leave_out_what_is_young(case, alice, on_monday):
    assert timeline.anchor(on_monday + timedelta(minutes=4)) is None
    first = timeline.anchor(on_monday + timedelta(minutes=5))
    assert timeline.anchor(on_monday + timedelta(minutes=9)) is None
    done(advance(case.reference, "note", actor=alice, data={"text": "again"}))
    second = timeline.anchor(on_monday + timedelta(minutes=10))
    assert (first.entries, second.entries, second.prev_hash) == (4, 1, first.hash)
    assert list(timeline.anchor_faults()) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_anchor_at_once_make_one_anchor(case, on_monday):
    later = on_monday + timedelta(hours=1)
    results = all_at_once([lambda: timeline.anchor(later)] * 5)
    assert sorted(result is None for result in results) == [False, True, True, True, True]
    assert list(timeline.anchor_faults()) == []


def test_values_are_written_as_they_are_read_back(case, alice, on_monday):
    data = {
        "float": [0.1, 1e16, 1.5e300, -0.0, 1e-7, 100.0],
        "amount": Decimal("4990.00"),
        "at": on_monday,
        "set": {"b", "a"},
        "person": alice,
        "case": case,
        "text": 'ä\u2028"\\',
        "nested": {"z": None, "a": [True, 1]},
    }
    timeline.append(case, at=on_monday, recorded_at=on_monday, as_role="system", action="note", data=data)
    found = TimelineEntry.objects.latest("id").data
    assert found["amount"] == "4990.00"
    assert (found["person"], found["case"], found["set"]) == ("alice", case.reference, ["a", "b"])
    assert found["at"] == "2026-03-02T09:00:00Z"
    assert list(timeline.faults()) == []
