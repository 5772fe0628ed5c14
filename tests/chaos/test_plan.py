"""The plan of a run is the same for the same seed, and its figures say what was found."""

from __future__ import annotations

from random import Random
from typing import Any

from tests.chaos import report
from tests.chaos.killing import plan

RATES = {"pool": 60.0, "database": 6.0, "never": 0.0}
STORM: dict[str, Any] = {
    "seconds": 600.0,
    "killed": {"pool": 900, "worker": 60, "loop": 50, "flush": 40, "broker": 50, "database": 55},
    "workers": 1010, "answers": {"200": 7, "503": 2, "0": 1}, "in_the_middle": 70, "drained": {"mails": 12.0},
    "faults": [], "armed": 9, "fired": 4, "cancelled": 3, "ahead": 2, "parked": 0, "entries": 20,
    "messages": 5, "deliveries": 6, "delivered again": 1, "acknowledged": 7, "mails": 3,
    "seed": 1, "commit": "abc", "day": "2026-01-01", "machine": "2 CPUs", "load": 1.0,
}  # fmt: skip


def test_the_plan_is_repeatable_and_about_as_dense_as_asked() -> None:
    blows = plan(RATES, 600, Random(7))
    assert blows == plan(RATES, 600, Random(7))
    assert blows != plan(RATES, 600, Random(8))
    assert [blow.at for blow in blows] == sorted(blow.at for blow in blows)
    assert all(0 <= blow.at < 600 for blow in blows)
    assert 450 < sum(blow.what == "pool" for blow in blows) < 750
    assert {blow.what for blow in blows} == {"pool", "database"}


def test_the_table_tells_reached_and_wanted_and_every_breach() -> None:
    text = report.markdown({"storm": STORM})
    assert "| workers and `run_deadlines`, SIGKILL | 1,010 | 1,000 | 0 | 0 | 0 | 0 |" in text
    assert "| broker, FLUSHALL or SIGKILL | 90 | 100 | 0 | 0 | 0 | 0 |" in text
    assert "3 requests were repeated with the same key" in " ".join(text.split())
    broken = STORM | {"faults": ["lost: X-1 x due", "doubled: X-2 x", "moved on: X-3 x", "no entry: X-4"]}
    assert "| 1,010 | 1,000 | 1 | 1 | 1 | 1 |" in report.markdown({"storm": broken})
