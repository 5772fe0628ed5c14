"""Two imports of the same file at once open each case once."""

from __future__ import annotations

import io
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection

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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("partial", [True, False])
def test_an_import_that_would_wait_long_says_why(partial: bool) -> None:
    begun, over = Event(), Event()

    def slow() -> None:
        bring(progress=lambda done, total: (begun.set(), over.wait(30)) if done == 1 else None)
        connection.close()

    other = Thread(target=slow)
    other.start()
    try:
        assert begun.wait(30)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        report = bring(partial=partial)
    finally:
        over.set()
        other.join(60)
        connection.close()  # and with it the short wait
    assert ([fault.code for fault in report.faults], report.rows) == (["busy"], [])
    assert str(report.faults[0].message) == "Another import of seat changes is running."
    assert SeatChange.objects.count() == ROWS
