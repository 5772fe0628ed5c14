"""Two imports of the same file at once open each case once."""

from __future__ import annotations

import io
from typing import Any

import pytest

from cases import registry
from cases.exchange.importing import run_file
from cases.exchange.report import Report
from tests.cases.helpers import all_at_once
from tests.example_kind.models import SeatChange

ROWS = 6
RAW = "account,seats_now,seats_wanted\n" + "".join(f"Account {n},5,{n + 6}\n" for n in range(ROWS))


def bring(**how: Any) -> Report:
    """The report of one import."""
    kind = registry.get_kind("seat_change")
    return run_file(kind, io.BytesIO(RAW.encode()), name="seats.csv", actor=None, **how)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("partial", [True, False])
def test_each_case_is_opened_once(partial: bool) -> None:
    reports = all_at_once([lambda: bring(partial=partial)] * 3)
    assert [report.ok for report in reports] == [True] * 3, reports
    assert SeatChange.objects.count() == ROWS
    found = [row.status for report in reports for row in report.rows]
    assert (found.count("opened"), found.count("existing")) == (ROWS, 2 * ROWS)
    assert len({row.reference for report in reports for row in report.rows}) == ROWS
