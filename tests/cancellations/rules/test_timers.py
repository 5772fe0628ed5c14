"""When reminders are due, and which fact came too late for one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from cancellations.rules import cancel_reason, plan
from cancellations.rules.policy import policy_of
from cancellations.rules.timers import MISSING_INFO, STALE_STEP, came_late, stale_at
from tests.cancellations.rules.example import BILLED, FACTS, GAPS, POLICY, on


def due(facts: Any, **policy: Any) -> list[tuple[str, datetime]]:
    """What is planned for the facts."""
    return [(one.kind, one.due_at) for one in plan(facts, policy_of(**policy))]


def test_an_answer_is_waited_for_and_reminded_of_once() -> None:
    assert due(GAPS) == [(MISSING_INFO, on("08 09:00"))]
    assert due(GAPS, missing_info_days=1) == [(MISSING_INFO, on("06 09:00"))]
    assert due(GAPS.changed(reminded_at=on("08 09:00"))) == []
    assert due(GAPS.changed(reminded_at=on("04 09:00"))) == [(MISSING_INFO, on("08 09:00"))]


@pytest.mark.parametrize("state", ["complete", "billing_cancelled", "fulfilment_cancelled", "true_up"])
def test_a_step_is_reminded_of_each_day(state: str) -> None:
    assert due(FACTS.changed(state=state)) == [(STALE_STEP, on("06 09:00"))]
    assert due(FACTS.changed(state=state, stale_at=on("06 09:00"))) == [(STALE_STEP, on("07 09:00"))]
    assert due(FACTS.changed(state=state, stale_at=on("09 17:30"))) == [(STALE_STEP, on("10 09:00"))]
    assert due(FACTS.changed(state=state), stale_days=2) == [(STALE_STEP, on("07 09:00"))]
    assert due(FACTS.changed(state=state, stale_at=on("08 09:00")), stale_days=2) == [
        (STALE_STEP, on("09 09:00"))
    ]


@pytest.mark.parametrize("state", ["closed", "rejected", "withdrawn"])
def test_nothing_is_reminded_of_at_the_end(state: str) -> None:
    assert due(FACTS.changed(state=state, is_closed=True)) == []


def test_the_hour_stays_when_the_clocks_change() -> None:
    start = datetime.fromisoformat("2024-03-09T02:30:00-06:00")
    facts = FACTS.changed(entered_at=start)
    assert stale_at(facts, POLICY, after=None) == datetime.fromisoformat("2024-03-10T08:00:00+00:00")
    again = stale_at(facts, POLICY, after=datetime.fromisoformat("2024-03-10T08:00:00+00:00"))
    assert again == datetime.fromisoformat("2024-03-11T07:30:00+00:00")


@pytest.mark.parametrize(
    ("fired", "at", "late"),
    [
        (None, "05 10:00", False),
        ("06 09:00", "06 08:59", True),
        ("06 09:00", "06 09:00", False),
        ("06 11:00", "06 10:00", False),
        ("09 12:00", "09 08:00", True),
        ("09 12:00", "09 09:30", False),
    ],
)
def test_a_step_told_late(fired: str | None, at: str, late: bool) -> None:
    facts = BILLED.changed(stale_at=on(fired) if fired else None)
    assert came_late(facts, POLICY, on(at)) is late


@pytest.mark.parametrize(
    ("reminded", "at", "late"),
    [(None, "07 09:00", False), ("08 09:00", "08 08:59", True), ("08 09:00", "08 09:00", False)],
)
def test_an_answer_told_late(reminded: str | None, at: str, late: bool) -> None:
    facts = GAPS.changed(reminded_at=on(reminded) if reminded else None)
    assert came_late(facts, POLICY, on(at)) is late


def test_why_a_reminder_is_not_wanted_any_more() -> None:
    told = [cancel_reason(kind, facts) for kind in (MISSING_INFO, STALE_STEP) for facts in (GAPS, FACTS)]
    assert told == [
        "The rep was asked again.",
        "Nothing is missing any more.",
        "Something is missing again.",
        "The next step is done.",
    ]
    assert due(FACTS.changed(entered_at=None)) == []
