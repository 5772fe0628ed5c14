"""What every timed step says of itself before it happens, by its declaration and by the policy of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases import registry
from cases.ahead import ATTENTION_DOES, ahead, worded
from cases.completeness import faults_of
from cases.kinds import Kind, PolicyKey, Timer
from cases.models import Deadline
from cases.policy import Book, Written
from tests.example_kind.process import SEAT_CHANGE

DAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TIMERS = [(kind.code, timer.kind) for kind in registry.all_kinds() for timer in kind.timers]


def armed(kind: str, **more: object) -> Deadline:
    return Deadline(kind=kind, status="armed", due_at=DAY, armed_at=DAY, **more)


@pytest.mark.parametrize(("code", "name"), TIMERS, ids=[name for _, name in TIMERS])
def test_every_step_of_every_kind_says_what_it_does_sends_and_is_dated_and_cancelled_by(code, name):
    kind = registry.get_kind(code)
    told = ahead(armed(name), kind, kind.states[0].code, Book(kind))
    timer = kind.timer(name)
    assert told.does.startswith("Will ")
    assert told.does.endswith(".")
    assert told.cancelled_by.endswith(".")
    assert timer.set_when.endswith(".")
    assert len(told.sends) == len(timer.sends)
    assert all(word and word[0].isupper() for word in told.sends)
    assert [one.name for one in told.dated_by] == list(timer.policy)
    assert all(one.shown and one.version == 1 for one in told.dated_by)


def test_all_five_kinds_are_among_them():
    assert len({code for code, _ in TIMERS}) == 6  # with the kind in miniature


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ({"sends": None}, "does not say what sets, dates and cancels it"),
        ({"policy": None}, "does not say what sets, dates and cancels it"),
        ({"set_when": ""}, "does not say what sets, dates and cancels it"),
        ({"cancelled_by": ""}, "does not say what sets, dates and cancels it"),
        ({"sends": ("nothing",)}, "sends 'nothing', which is no letter"),
        ({"policy": ("nothing",)}, "is dated by 'nothing', which is no policy value"),
    ],
)
def test_a_step_that_says_less_is_refused_at_the_start(spoil, fault):
    first, *rest = SEAT_CHANGE.timers
    faults = faults_of(replace(SEAT_CHANGE, timers=(replace(first, **spoil), *rest)))
    assert len(faults) == 1
    assert fault in faults[0]


def book(kind: Kind) -> Book:
    """Version 2 changes the reminder from Tuesday on."""
    return Book.of(kind, [Written(DAY.replace(day=3), 2, DAY.replace(day=2), {"reminder_days": 5})])


@pytest.mark.parametrize(("day", "shown", "version"), [(2, "2 days", 1), (3, "5 days", 2), (20, "5 days", 2)])
def test_a_step_is_dated_by_the_policy_of_the_day_it_was_set(seats, day, shown, version):
    row = armed("sc.reminder")
    row.armed_at = DAY.replace(day=day, hour=10)
    (by,) = ahead(row, seats, "confirming", book(seats)).dated_by
    assert (by.name, by.shown, by.version) == ("reminder_days", shown, version)
    assert by.words == f"Reminder after {shown}"


def test_an_answer_target_is_dated_by_its_state_as_long_as_it_is_set(seats):
    row = armed("attention")
    told = ahead(row, seats, "confirming", Book(seats))
    assert (told.does, [one.name for one in told.dated_by]) == (
        ATTENTION_DOES,
        ["confirming.attention_hours"],
    )
    row.status = "cancelled"
    assert ahead(row, seats, "confirming", Book(seats)).dated_by == ()


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (48, "hours", "48 hours"),
        (1, "days", "1 day"),
        (0.25, "hours", "0.25 hours"),
        (True, "", "yes"),
        (False, "", "no"),
        ("follow_up", "", "follow up"),
        ("Europe/Oslo", "", "Europe/Oslo"),
        (["ar", "nlr"], "", "ar and nlr"),
        ([], "", "none"),
    ],
)
def test_a_value_in_words(value, unit, words):
    assert worded(PolicyKey("x", value, "X", unit), value) == words


def test_a_step_without_any_of_it_can_still_be_written_down():
    assert Timer("x", "X", "Will x.", "x").sends is None
