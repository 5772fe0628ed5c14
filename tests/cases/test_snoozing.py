"""A case put aside until a time: it wakes by itself, by hand, or when something arrives."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cases import clock
from cases.models import Deadline, TimelineEntry
from cases.queue import QueueQuery, find
from cases.workflow import InputErrors, advance, record
from tests.cases.helpers import approved, codes, done, fresh, open_seats, pass_at, told

pytestmark = pytest.mark.django_db


def snoozed(case, actor, monday, *, days=1, reason="The call on Friday"):
    """The case, put aside for some days."""
    given = {"until": (monday + timedelta(days=days)).isoformat(), "reason": reason}
    return done(advance(case.reference, "snooze", actor=actor, data=given)).case


def test_a_snoozed_case_says_until_when_by_whom_and_why(alice, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday)
    assert (fresh(case).snoozed_until, fresh(case).version) == (on_monday + timedelta(days=1), 1)
    assert fresh(case).snoozed_note == "Alice: The call on Friday"
    entry = TimelineEntry.objects.get(case=case, action="snooze")
    assert entry.data["changes"] == {"snoozed_until": [None, "2026-03-03T09:00:00Z"]}
    assert entry.personal.data["reason"] == "The call on Friday"
    assert [one.pk for one in find(alice, QueueQuery(snoozed=True))] == [case.pk]
    assert list(find(alice, QueueQuery(snoozed=False))) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": "Later"}, "until"),
        ({"until": "2026-03-03T09:00:00Z", "reason": "  "}, "reason"),
        ({"until": "2026-03-02T09:00:00Z", "reason": "Now is not ahead"}, "until"),
        ({"until": "2026-05-01T09:00:01Z", "reason": "More than sixty days"}, "until"),
    ],
)
def test_date_and_reason_are_required_and_the_date_is_ahead(alice, on_monday, given, field):
    case = open_seats(alice)
    with pytest.raises(InputErrors) as caught:
        advance(case.reference, "snooze", actor=alice, data=given)
    assert list(caught.value.errors) == [field]
    assert fresh(case).snoozed_until is None


def test_sixty_days_are_not_too_many(alice, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday, days=60)
    assert fresh(case).snoozed_until == on_monday + timedelta(days=60)


def test_its_own_deadlines_go_on_and_what_is_due_next_stays(alice, on_monday):
    case = open_seats(alice)
    due = case.next_due_at
    case = snoozed(case, alice, on_monday, days=3)
    assert (fresh(case).next_due_at, fresh(case).next_due_kind) == (due, "attention")
    pass_at(on_monday + timedelta(days=2))
    assert (fresh(case).attention_at, fresh(case).snoozed_until) == (due, on_monday + timedelta(days=3))


def test_it_wakes_at_its_instant(alice, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday, days=0.5)
    pass_at(on_monday + timedelta(hours=12) - timedelta(microseconds=1))
    assert fresh(case).snoozed_until is not None
    pass_at(on_monday + timedelta(hours=12))
    assert (fresh(case).snoozed_until, fresh(case).snoozed_note, fresh(case).version) == (None, "", 1)
    assert told(case) == ["open", "snooze", "snooze_over"]
    assert Deadline.objects.get(case=case, kind="snooze_over").status == "fired"


def test_it_is_woken_by_hand_once(alice, bob, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday)
    done(advance(case.reference, "wake", actor=bob))
    assert fresh(case).snoozed_until is None
    row = Deadline.objects.get(case=case, kind="snooze_over")
    assert (row.status, row.reason) == ("cancelled", "The case was woken.")
    assert codes(advance(case.reference, "wake", actor=bob)) == ["NOT_SNOOZED"]


def test_another_date_replaces_the_first(alice, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday)
    snoozed(case, alice, on_monday, days=2, reason="Not before Wednesday")
    assert fresh(case).snoozed_note == "Alice: Not before Wednesday"
    armed = Deadline.objects.filter(case=case, kind="snooze_over", status="armed")
    assert [row.due_at for row in armed] == [on_monday + timedelta(days=2)]


def test_only_its_owner_or_an_overseer_snoozes_an_owned_case(alice, bob, mona, on_monday):
    case = open_seats(alice)
    done(advance(case.reference, "claim", actor=alice))
    given = {"until": "2026-03-03T09:00:00Z", "reason": "Later"}
    assert codes(advance(case.reference, "snooze", actor=bob, data=given)) == ["NOT_YOURS"]
    snoozed(case, mona, on_monday)
    assert fresh(case).assignee == alice


def test_a_fact_that_arrives_wakes_it_and_says_so(alice, bob, mona, on_monday):
    case = snoozed(approved(alice), mona, on_monday)
    done(record(case.reference, "customer_confirmed", None, actor=bob))
    assert fresh(case).snoozed_until is None
    entry = TimelineEntry.objects.get(case=case, action="customer_confirmed")
    assert entry.data["woken"] == "The customer confirmed"


def test_a_state_that_changes_wakes_it(alice, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday)
    done(advance(case.reference, "approve", actor=alice))
    assert fresh(case).snoozed_until is None
    assert TimelineEntry.objects.get(case=case, action="approve").data["woken"] == "the case moved on"


def test_corrected_facts_wake_it_and_a_note_does_not(alice, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday)
    done(advance(case.reference, "note", actor=alice, data={"text": "Called again"}))
    done(advance(case.reference, "claim", actor=alice))
    assert fresh(case).snoozed_until is not None
    given = {"seats_wanted": 12, "reason": "typed wrongly"}
    done(advance(case.reference, "correct_facts", actor=alice, data=given))
    assert fresh(case).snoozed_until is None


def test_a_closed_case_rests_no_longer(alice, on_monday):
    case = snoozed(open_seats(alice), alice, on_monday)
    done(advance(case.reference, "decline", actor=alice, data={"reason": "not wanted"}))
    assert fresh(case).snoozed_until is None
    with clock.fixed_at(on_monday + timedelta(days=2)):
        pass_at(on_monday + timedelta(days=2))
    assert "snooze_over" not in told(case)
