"""What the board of cancellations counts for itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cancellations.models import CancellationCase
from cancellations.process.figures import credited
from cases.kind_figures import Tally
from tests.cancellations.helpers import on, order, received

pytestmark = pytest.mark.django_db
LINES = [
    {"product": "Display", "currency": "USD", "invoiced": "1000.00", "fulfilled": "400.00"},
    {"product": "Search", "currency": "EUR", "invoiced": "50.00", "fulfilled": "0"},
    {"product": "Social", "currency": "USD", "invoiced": "900.00", "fulfilled": "0"},  # was not cancelled
]


def test_credits_are_sums_of_each_currency() -> None:
    order()
    case = received().case
    assert list(credited(on("01 08:00"))) == []
    CancellationCase.objects.filter(pk=case.pk).update(true_up_done_at=on("09 12:00"), trued_up=LINES)
    day = date(2024, 8, 9)
    found = {tally.key: tally for tally in credited(on("01 08:00"))}
    assert found == {
        "USD": Tally(day, 1, amount=Decimal("600.00"), key="USD"),
        "EUR": Tally(day, 1, amount=Decimal("50.00"), key="EUR"),
    }
