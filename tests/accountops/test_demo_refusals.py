"""What people of the demo tried too early: refusals with one reason each, and nothing else changed."""

from __future__ import annotations

import pytest

from accountops.demo_refusals import EACH, seed_refusals
from cases import clock
from cases.models import Case, TimelineEntry
from tests.cases.helpers import open_seats, person

pytestmark = pytest.mark.django_db


def test_acts_are_refused_and_cases_stay_as_they_are() -> None:
    alice = person("alice", "customer_care", "order_processing")
    for _ in range(EACH + 2):
        open_seats(alice)
    before = list(Case.objects.order_by("pk").values_list("pk", "version", "state"))
    told = seed_refusals(clock.now())
    entries = TimelineEntry.objects.filter(refused=True)
    assert entries.count() == told
    assert all(len(entry.data["refusals"]) == 1 for entry in entries)
    assert list(Case.objects.order_by("pk").values_list("pk", "version", "state")) == before
