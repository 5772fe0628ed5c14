"""When firing fails: the batch goes row by row, a poisoned row backs off and is parked, the others fire."""

from __future__ import annotations

import io
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models.functions import Now

from cases import clock, firing
from cases.models import Deadline, ServicePulse
from tests.cases.helpers import approved, fresh, pass_at

pytestmark = pytest.mark.django_db

TWO_DAYS = timedelta(days=2)


class Poison(RuntimeError):
    """What a poisoned step raises."""


@pytest.fixture
def poisoned(seats, changed_kind):
    """Makes the reminder of one case fail; answers the list of instants at which it was tried."""
    tried = []

    def poison(case):
        def fire(step):
            if step.case.pk == case.pk:
                tried.append(step.now)
                raise Poison("no letter for this one")
            remind(step)

        remind = seats.timer("sc.reminder").fire
        bad = replace(seats.timer("sc.reminder"), fire=fire)
        changed_kind(timers=(bad, seats.timer("sc.expiry")))
        return tried

    return poison


def reminder(case):
    return Deadline.objects.get(case=case.pk, kind="sc.reminder")


def test_the_others_of_a_failed_batch_fire_and_the_poisoned_row_backs_off(alice, poisoned, on_monday):
    bad, good = approved(alice), approved(alice)
    poisoned(bad)
    report = pass_at(on_monday + TWO_DAYS)
    assert (report.fired, report.failed) == (3, 1)  # the reminder of the good one, and both attentions
    assert reminder(good).status == "fired"
    row = reminder(bad)
    assert (row.status, row.attempts, row.in_flight) == ("armed", 1, False)
    assert row.last_error == "Poison: no letter for this one"
    assert on_monday + TWO_DAYS < row.next_attempt_at <= on_monday + TWO_DAYS + timedelta(seconds=20)
    assert row.due_at == on_monday + TWO_DAYS


def test_a_failed_step_leaves_nothing_of_itself_behind(alice, poisoned, on_monday):
    bad = approved(alice)
    pass_at(on_monday + timedelta(hours=25))
    before = fresh(bad).__dict__ | {"_state": None}
    poisoned(bad)
    pass_at(on_monday + TWO_DAYS)
    assert fresh(bad).__dict__ | {"_state": None} == before


def test_a_row_that_keeps_failing_is_parked(alice, poisoned, on_monday):
    bad = approved(alice)
    tried = poisoned(bad)
    now = on_monday + TWO_DAYS
    for _ in range(20):
        pass_at(now)
        now += timedelta(minutes=10)
    row = reminder(bad)
    assert (row.status, row.attempts) == ("parked", firing.MOST_ATTEMPTS)
    assert row.reason == "Poison: no letter for this one"
    assert row.settled_at is not None
    assert len(set(tried)) == firing.MOST_ATTEMPTS


def test_a_parked_step_is_not_armed_again_by_itself(alice, poisoned, on_monday):
    bad = approved(alice)
    poisoned(bad)
    Deadline.objects.filter(case=bad.pk, kind="sc.reminder").update(
        attempts=firing.MOST_ATTEMPTS, in_flight=True
    )
    pass_at(on_monday + TWO_DAYS)
    assert reminder(bad).status == "parked"
    pass_at(on_monday + TWO_DAYS + timedelta(hours=30))
    assert Deadline.objects.filter(case=bad.pk, kind="sc.reminder").count() == 1


def test_a_row_left_in_flight_is_tried_again_after_its_lease(alice, on_monday):
    case = approved(alice)
    now = on_monday + TWO_DAYS
    left = {"in_flight": True, "attempts": 1, "next_attempt_at": now + firing.LEASE}
    Deadline.objects.filter(case=case.pk, kind="sc.reminder").update(**left)
    pass_at(now)
    assert reminder(case).status == "armed"
    pass_at(now + firing.LEASE)
    assert reminder(case).status == "fired"


def test_a_row_that_killed_its_process_twice_is_parked(alice, on_monday):
    case = approved(alice)
    Deadline.objects.filter(case=case.pk, kind="sc.reminder").update(in_flight=True, attempts=2)
    report = pass_at(on_monday + TWO_DAYS)
    assert report.parked == 1
    row = reminder(case)
    assert (row.status, row.in_flight) == ("parked", False)
    assert row.reason == "Its process ended twice while it was being fired."


def test_the_mark_is_committed_before_the_step_runs(alice, seats, changed_kind, on_monday):
    case = approved(alice)
    seen = []
    watching = replace(seats.timer("sc.reminder"), fire=lambda step: seen.append(reminder(case).in_flight))
    changed_kind(timers=(watching, seats.timer("sc.expiry")))
    with clock.fixed_at(on_monday + TWO_DAYS):
        assert firing.fire_alone(reminder(case).pk).fired == 1
    assert seen == [True]
    row = reminder(case)  # settled in the step's own transaction, the mark with it
    assert (row.attempts, row.status, row.in_flight) == (1, "fired", False)


def test_a_parked_step_fires_once_its_cause_is_mended(alice, seats, poisoned, changed_kind, on_monday):
    bad = approved(alice)
    poisoned(bad)
    Deadline.objects.filter(case=bad.pk, kind="sc.reminder").update(attempts=firing.MOST_ATTEMPTS)
    pass_at(on_monday + TWO_DAYS)
    key, out = reminder(bad).pk, io.StringIO()
    call_command("retry_deadlines", stdout=out)
    assert out.getvalue().startswith(f"{key}  {bad.reference}  sc.reminder  2026-03-04T09:00:00Z  It failed")
    changed_kind(timers=seats.timers)
    with clock.fixed_at(on_monday + TWO_DAYS):
        call_command("retry_deadlines", str(key), reason="letter repaired", stdout=out)
        with pytest.raises(CommandError, match="Not done"):
            call_command("retry_deadlines", str(key), reason="again", stdout=out)
    assert pass_at(on_monday + TWO_DAYS).fired == 1
    assert reminder(bad).status == "fired"
    assert "letter repaired" in bad.timeline.get(action="operate", refused=False).personal.data["reason"]


def test_a_row_that_kills_whoever_fires_it_in_a_batch_is_found_and_set_aside(
    alice, seats, changed_kind, on_monday
):
    """Leaving by SystemExit stands for the end of the process: nothing of ours catches it."""
    bad, good = approved(alice), approved(alice)

    def fire(step):
        if step.case.pk == bad.pk:
            raise SystemExit
        seats.timer("sc.reminder").fire(step)

    changed_kind(timers=(replace(seats.timer("sc.reminder"), fire=fire), seats.timer("sc.expiry")))
    now, ended = on_monday + TWO_DAYS, 0
    ServicePulse.objects.create(name="deadlines", at=Now())
    for _ in range(12):
        try:
            pass_at(now)
        except SystemExit:
            ended += 1
            ServicePulse.objects.update(at=Now() - timedelta(minutes=1))
        now += timedelta(seconds=20)
    assert reminder(good).status == "fired"
    assert (reminder(bad).status, reminder(bad).reason) == ("armed", "")
    for _ in range(12):
        with suppress(SystemExit):
            pass_at(now)
        now += timedelta(seconds=20)
    row = reminder(bad)
    assert (row.status, row.reason) == ("parked", "Its process ended twice while it was being fired.")
    assert ended == 3  # in a batch, and alone twice
