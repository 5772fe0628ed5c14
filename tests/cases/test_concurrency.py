"""Real threads on real rows: what many do at once happens once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cases import clock, deadlines, firing
from cases.models import Case, Deadline, OutboxMessage, TimelineEntry
from cases.workflow import advance, open_case
from tests.cases.helpers import all_at_once, approved, done, fresh, open_seats, told

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def test_fifty_clicks_at_once_are_one_change(alice):
    case = open_seats(alice)
    outcomes = all_at_once([partial(advance, case.reference, "approve", actor=alice)] * 50)
    assert sorted(outcome.status for outcome in outcomes) == [200] + [409] * 49
    assert fresh(case).version == 2
    entries = TimelineEntry.objects.filter(case=case, action="approve")
    assert (entries.filter(refused=False).count(), entries.filter(refused=True).count()) == (1, 49)
    assert sorted(entries.values_list("seq", flat=True)) == list(range(2, 52))
    assert OutboxMessage.objects.filter(case=case).count() == 1


def test_two_who_take_a_case_at_once_do_not_both_have_it(alice, bob):
    for _ in range(5):
        case = open_seats(alice)
        clicks = [partial(advance, case.reference, "claim", actor=who) for who in (alice, bob)]
        outcomes = all_at_once(clicks)
        assert sorted(outcome.status for outcome in outcomes) == [200, 409]
        winner = next(outcome for outcome in outcomes if outcome.ok).entry.actor
        assert fresh(case).assignee == winner


def test_references_are_unique_and_without_gaps(alice, seats):
    facts = {"account": "Northwind", "seats_now": 1, "seats_wanted": 2}
    outcomes = all_at_once([lambda: open_case(seats, facts, actor=alice)] * 20)
    assert sorted(outcome.case.reference[-6:] for outcome in outcomes) == [f"{n:06d}" for n in range(1, 21)]


def test_two_workers_at_once_fire_each_step_once(alice):
    with clock.fixed_at(LONG_AGO):
        cases = [approved(alice, account=f"Customer {number}") for number in range(30)]
    reports = all_at_once([lambda: deadlines.run_pass(batch=4)] * 4)
    assert sum(report.fired for report in reports) == 90
    assert sum(report.failed for report in reports) == 0
    for case in cases:
        assert sorted(told(case)) == ["approve", "attention", "open", "sc.expiry", "sc.reminder"]
        assert fresh(case).state == "declined"


def test_workers_and_people_at_the_same_cases_do_not_lock_each_other_out(alice):
    with clock.fixed_at(LONG_AGO):
        cases = [approved(alice, account=f"Customer {number}") for number in range(20)]
    reason = {"reason": "not wanted"}
    clicks = [lambda c=c: advance(c.reference, "decline", actor=alice, data=reason) for c in cases]
    results = all_at_once([*clicks, lambda: deadlines.run_pass(batch=5), lambda: deadlines.run_pass(batch=5)])
    assert [result for result in results if isinstance(result, Exception)] == []
    deadlines.run_pass()
    for case in cases:
        ends = TimelineEntry.objects.filter(case=case.pk, to_state="declined", refused=False)
        assert ends.exclude(from_state="declined").count() == 1
        assert not Deadline.objects.filter(case=case.pk, status="armed").exists()


def test_a_case_that_somebody_works_on_is_left_for_the_next_pass(alice):
    with clock.fixed_at(LONG_AGO):
        case = open_seats(alice)
    key = Deadline.objects.get(case=case.pk).pk
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        assert all_at_once([deadlines.run_pass])[0].any is False
        assert all_at_once([lambda: firing.fire_alone(key)])[0].any is False
    row = Deadline.objects.get(pk=key)
    assert (row.status, row.in_flight, row.attempts) == ("armed", False, 0)
    with clock.fixed_at(clock.now() + timedelta(minutes=1)):
        assert deadlines.run_pass().fired == 1


def test_the_case_is_locked_before_its_child_and_nothing_is_joined(alice):
    case = open_seats(alice)
    with CaptureQueriesContext(connection) as caught:
        done(advance(case.reference, "approve", actor=alice))
    locks = [query["sql"] for query in caught.captured_queries if "FOR UPDATE" in query["sql"]]
    assert len(locks) == 1
    assert locks[0].endswith('FOR UPDATE OF "cases_case", "example_kind_seatchange"')
    assert locks[0].count(" JOIN ") == 1


def test_the_marker_is_closed_after_the_door_inside_an_outer_transaction(alice):
    with transaction.atomic():
        case = open_seats(alice)
        done(advance(case.reference, "approve", actor=alice))
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('accountops.door', true)")
            assert cursor.fetchone()[0] == ""
