"""A worker whose clock is a day fast or slow does as any other: business time is the database's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest

from cases import clock
from tests.chaos.test_boundaries import ROOT, of_this_test

DAY = 86_400


@pytest.mark.django_db(transaction=True)
def test_a_clock_that_is_a_day_wrong_changes_no_instant() -> None:
    base = clock.now().replace(minute=0, second=0, microsecond=0)
    right, fast, slow = (_with_a_clock(days, number, base) for number, days in enumerate((0, 1, -1)))
    assert [round(one["wrong"] / DAY) for one in (right, fast, slow)] == [0, 1, -1]
    assert fast["cases"] == slow["cases"] == right["cases"]
    fired = [any(step[2] == "fired" for step in one["steps"]) for one in right["cases"]]
    assert fired == [True, False] * 5  # of each kind the step half a day ago, not the one half a day ahead
    assert all(0 <= one["opened"] < 60 for one in (right, fast, slow))


def _with_a_clock(days: int, number: int, base: datetime) -> dict[str, Any]:
    """What a process whose clock is so many days wrong makes of the same cases."""
    words = [str(days), str(1000 * (number + 1)), base.isoformat()]
    done = subprocess.run(
        [sys.executable, "-m", "tests.chaos.skewed", *words],
        cwd=ROOT, env=os.environ | of_this_test(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
