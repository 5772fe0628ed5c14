"""Timed steps fire at their instant, once, and only while the facts want them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cases import clock
from cases.models import Deadline, OutboxMessage, TimelineEntry
from cases.policies import placing
from cases.workflow import advance, record
from tests.cases.helpers import approved, done, fresh, open_seats, pass_at, statuses, told

pytestmark = pytest.mark.django_db

INSTANT = timedelta(microseconds=1)


def one(case, kind):
    """The newest deadline of a kind."""
    return Deadline.objects.filter(case=case.pk, kind=kind).latest("id")


def test_a_limit_is_kept_when_reached_exactly_and_fires_strictly_after(alice, on_monday):
    case = approved(alice)
    due = one(case, "sc.expiry").due_at
    assert due == on_monday + timedelta(hours=72)
    pass_at(due)
    assert fresh(case).state == "confirming"
    assert statuses(case)["sc.expiry"] == "armed"
    assert pass_at(due + INSTANT).fired == 1
    assert (fresh(case).state, fresh(case).outcome) == ("declined", "expired")
    entry = TimelineEntry.objects.get(case=case, action="sc.expiry")
    assert (entry.from_state, entry.to_state, entry.effects) == ("confirming", "declined", ["expired"])
    assert entry.data["deadline"] == {"kind": "sc.expiry", "subject": "", "due_at": "2026-03-05T09:00:00Z"}


def test_a_wait_fires_at_its_instant(alice, on_monday):
    case = approved(alice)
    due = one(case, "sc.reminder").due_at
    assert due == on_monday + timedelta(days=2)
    pass_at(due - INSTANT)
    assert "reminder" not in OutboxMessage.objects.filter(case=case).values_list("kind", flat=True)
    pass_at(due)
    assert "reminder" in OutboxMessage.objects.filter(case=case).values_list("kind", flat=True)
    assert (fresh(case).state, statuses(case)["sc.reminder"]) == ("confirming", "fired")


def test_days_are_the_calendars_and_hours_are_absolute_over_a_clock_change(alice):
    before_change = datetime(2026, 3, 28, 12, 0, tzinfo=UTC)  # Oslo goes forward in the night to the 29th
    with clock.fixed_at(before_change):
        case = approved(alice, time_zone="Europe/Oslo", account="Fjord")
    assert one(case, "sc.reminder").due_at == before_change + timedelta(days=2, hours=-1)
    assert one(case, "sc.expiry").due_at == before_change + timedelta(hours=72)


def test_what_the_facts_no_longer_want_is_cancelled_with_its_reason(alice, on_monday):
    case = approved(alice)
    done(record(case.reference, "customer_confirmed", None, actor=alice))
    rows = Deadline.objects.filter(case=case.pk, kind__startswith="sc.")
    assert {(row.status, row.reason, row.settled_at) for row in rows} == {
        ("cancelled", "The case was closed.", on_monday)
    }
    assert pass_at(on_monday + timedelta(days=30)).fired == 0


def test_facts_that_moved_without_the_door_cancel_a_due_step_with_its_reason(alice, seats, on_monday):
    case = approved(alice)
    seats.model.objects.filter(pk=case.pk).update(approved_at=on_monday + timedelta(hours=1))
    report = pass_at(on_monday + timedelta(days=2))
    assert (report.fired, report.cancelled) == (1, 1)  # the attention of the state fires too
    first = Deadline.objects.filter(case=case.pk, kind="sc.reminder").earliest("id")
    assert (first.status, first.reason) == ("cancelled", "The customer has answered.")
    assert one(case, "sc.reminder").due_at == on_monday + timedelta(days=2, hours=1)
    assert pass_at(on_monday + timedelta(days=2, hours=1)).fired == 1


def test_a_step_is_not_armed_twice(alice, on_monday):
    case = approved(alice)
    pass_at(on_monday + timedelta(days=2))
    correction = {"seats_wanted": 9, "reason": "typed"}
    for number in (9, 10, 11):
        done(
            advance(case.reference, "correct_facts", actor=alice, data=correction | {"seats_wanted": number})
        )
    assert Deadline.objects.filter(case=case.pk, kind="sc.reminder").count() == 1
    assert Deadline.objects.filter(case=case.pk, kind="sc.expiry").count() == 1
    assert pass_at(on_monday + timedelta(days=2, hours=5)).fired == 0


def test_an_unrelated_change_voids_nothing(alice, on_monday):
    case = approved(alice)
    key = one(case, "sc.expiry").pk
    done(advance(case.reference, "note", actor=alice, data={"text": "called them"}))
    assert one(case, "sc.expiry").pk == key
    assert pass_at(on_monday + timedelta(hours=72, seconds=1)).fired >= 1
    assert fresh(case).state == "declined"


def test_after_an_outage_each_fires_once_and_the_oldest_first(alice, on_monday):
    first = approved(alice)
    with clock.fixed_at(on_monday + timedelta(hours=1)):
        second = approved(alice, account="Fjord")
    report = pass_at(on_monday + timedelta(days=30))
    steps = TimelineEntry.objects.filter(as_role="system").order_by("pk").values_list("case", "action")
    assert list(steps) == [
        (first.pk, "attention"),
        (second.pk, "attention"),
        (first.pk, "sc.reminder"),
        (second.pk, "sc.reminder"),
        (first.pk, "sc.expiry"),
        (second.pk, "sc.expiry"),
    ]
    assert report.fired == 6
    assert pass_at(on_monday + timedelta(days=60)).any is False


def test_attention_makes_the_case_overdue_and_counts_no_version(alice, on_monday):
    case = open_seats(alice)
    due = on_monday + timedelta(hours=24)
    assert fresh(case).next_due_at == due
    pass_at(due + INSTANT)
    case = fresh(case)
    assert (case.state, case.attention_at, case.next_due_at) == ("requested", due, due)
    assert (case.next_due_kind, case.version) == ("attention", 1)
    assert told(case) == ["open", "attention"]
    assert pass_at(due + timedelta(days=9)).any is False


def test_a_move_ends_the_overdue_and_arms_the_next_attention(alice, on_monday):
    case = open_seats(alice)
    later = on_monday + timedelta(hours=25)
    pass_at(later)
    with clock.fixed_at(later):
        done(advance(case.reference, "approve", actor=alice))
    case = fresh(case)
    assert (case.attention_at, case.next_due_at) == (None, later + timedelta(hours=24))


def test_an_armed_step_keeps_its_due_time_when_the_policy_changes(alice, mona, seats, on_monday):
    case = approved(alice)
    due = one(case, "sc.expiry").due_at
    placing.place(seats, {"answer_hours": 10}, effective_from=on_monday, author=mona, reason="shorter")
    with clock.fixed_at(on_monday + timedelta(hours=1)):
        done(advance(case.reference, "note", actor=alice, data={"text": "called them"}))
        other = approved(alice, account="Fjord")
    assert one(case, "sc.expiry").due_at == due
    assert one(other, "sc.expiry").due_at == on_monday + timedelta(hours=11)
    pass_at(on_monday + timedelta(hours=12))
    assert (fresh(case).state, fresh(other).state) == ("confirming", "declined")
    pass_at(due + INSTANT)
    assert fresh(case).state == "declined"


def test_a_pass_limited_to_cases_leaves_others_alone(alice, on_monday):
    mine, other = open_seats(alice), open_seats(alice)
    assert pass_at(on_monday + timedelta(days=2), cases=[mine.pk]).fired == 1
    assert (statuses(mine), statuses(other)) == ({"attention": "fired"}, {"attention": "armed"})


def test_a_pass_works_in_batches_until_nothing_is_due(alice, on_monday):
    for _ in range(5):
        open_seats(alice)
    assert pass_at(on_monday + timedelta(days=2), batch=2).fired == 5
