"""The demo has a snoozed case and a skipped one where there are cases enough to spare."""

from __future__ import annotations

import pytest

from accountops.demo_triage import FEWEST, put_aside
from cases import clock, skipping
from cases.models import Case
from tests.cases.helpers import open_seats, person


@pytest.mark.django_db
def test_one_of_a_team_is_snoozed_and_one_skipped_where_there_are_enough() -> None:
    alice = person("alice", "customer_care")
    made = [open_seats(alice, account=f"North {number}") for number in range(FEWEST - 1)]
    put_aside(clock.now())
    assert not Case.objects.exclude(snoozed_until=None).exists()
    made.append(open_seats(alice, account="North again"))
    now = clock.now()
    put_aside(now)
    (asleep,) = Case.objects.exclude(snoozed_until=None)
    (passed,) = skipping.skipped_in("customer_care", now, "UTC")
    assert asleep.pk == made[1].pk
    assert (passed.case_id, passed.by) == (made[3].pk, alice)
