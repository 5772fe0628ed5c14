"""What the page says of a run: calls to other systems, and what still waited when the time was up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chaos.report import markdown

RUN: dict[str, Any] = {
    "seconds": 600.0, "killed": {"pool": 1200}, "workers": 1200, "answers": {"200": 5, "503": 2},
    "in_the_middle": 3, "drained": {"timed steps": 4.0, "messages": 1812.4}, "faults": [], "armed": 9,
    "fired": 4, "cancelled": 3, "ahead": 2, "parked": 0, "entries": 30, "messages": 7, "deliveries": 7,
    "delivered again": 0, "acknowledged": 5, "mails": 1, "calls": 3, "effects": 2, "unmet calls": 1,
    "by hand": 0, "seed": 1, "commit": "abc", "day": "2026-03-02", "machine": "2 CPUs", "load": 0.5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("faults", "zeros", "ends"),
    [
        ([], "0 | 0 | 0 | 0", "Other findings: 0. At rest after 1812 s."),
        (
            ["waiting: X-1 x.reminder: it was due", "waiting: X-1/2/1: it is pending"],
            "0 | 0 | 0 | 0",
            "Other findings: 0. Not at rest after 1,812 s: 2 still waited, ever fewer.",
        ),
        (
            ["lost: X-1 x.reminder: it was due", "doubled: X-1/1/crm/close: twice"],
            "1 | 1 | 0 | 0",
            "Other findings: 0. At rest after 1812 s.",
        ),
    ],
    ids=["at rest", "not at rest", "lost"],
)
def test_what_waited_is_told_apart_from_what_was_lost(faults: list[str], zeros: str, ends: str) -> None:
    told = " ".join(markdown({"storm": RUN | {"faults": faults}}).split())
    assert f"| 1,200 | 1,000 | {zeros} |" in told
    assert ends in told
    assert (
        "3 calls to other systems (2 effects there, 0 confirmed by hand, 1 that need a person and say why)"
        in told
    )


def test_a_run_of_before_calls_were_made_says_nothing_of_them() -> None:
    before = {name: value for name, value in RUN.items() if name not in {"calls", "effects"}}
    assert "other systems" not in markdown({"workers": before})
