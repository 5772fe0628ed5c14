"""What the board of rebooks counts for itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cases.kind_figures import Tally
from rebooks.models import RebookCase
from rebooks.process.figures import rebooked
from tests.rebooks.helpers import Story, staff

pytestmark = pytest.mark.django_db
FIRST = datetime(2024, 5, 20, 23, 30, tzinfo=UTC)
NEXT = datetime(2024, 5, 21, 0, 30, tzinfo=UTC)


def test_of_the_distributed_those_that_qualified_by_day() -> None:
    people = staff()
    ends = [
        ("rebooked", FIRST),
        ("re_engaged", FIRST),
        ("rebooked", NEXT),
        ("kept", NEXT),
        ("rebooked", None),
    ]
    for number, (outcome, closed) in enumerate(ends):
        story = Story(people)
        assert story.open(order_no=f"O-{number}").ok
        RebookCase.objects.filter(reference=story.ref).update(outcome=outcome, closed_at=closed)
    found = {tally.day: tally for tally in rebooked(datetime(2024, 5, 1, tzinfo=UTC))}
    assert found == {
        date(2024, 5, 20): Tally(date(2024, 5, 20), 1, 2),
        date(2024, 5, 21): Tally(date(2024, 5, 21), 1, 1),
    }
    assert [tally.day for tally in rebooked(datetime(2024, 5, 21, tzinfo=UTC))] == [date(2024, 5, 21)]
