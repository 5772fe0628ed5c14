"""What the board of take-overs counts for itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cases.kind_figures import Tally
from takeovers.models import TakeoverCase
from takeovers.process.figures import in_month
from tests.cases.helpers import person
from tests.takeovers.consents import take_over

pytestmark = pytest.mark.django_db
DONE = datetime(2024, 6, 28, 12, tzinfo=UTC)


def test_of_the_completed_those_within_their_month() -> None:
    case = take_over(person("celia", "customer_care"))
    row = TakeoverCase.objects.filter(pk=case.pk)
    row.update(outcome="completed", closed_at=DONE, target_month="2024-06", month_missed_at=None)
    assert list(in_month(DONE)) == [Tally(date(2024, 6, 28), 1, 1)]
    row.update(month_missed_at=DONE)
    assert list(in_month(DONE)) == [Tally(date(2024, 6, 28), 0, 1)]
    row.update(target_month="")
    assert list(in_month(DONE)) == []
    row.update(target_month="2024-06", outcome="cancelled")
    assert list(in_month(DONE)) == []
