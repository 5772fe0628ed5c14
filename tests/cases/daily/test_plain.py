"""The plain functions behind the boards: percentiles from buckets, what is ahead, what stood where."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.daily.buckets import BOUNDS, RATIO, added, bucket_of, longer_than, number, quantile
from cases.daily.pace import Ahead, every_day, forecast, monday, reached_by, spans, standing

LENGTHS = st.integers(60, int(BOUNDS[-1]) - 1).map(float)
CALM = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
MONDAY = date(2026, 3, 2)


def counted(lengths: list[float]) -> dict[int, int]:
    return added(*({bucket_of(length): 1} for length in lengths))


@CALM
@given(st.lists(LENGTHS, min_size=1, max_size=40), st.sampled_from([0.01, 0.5, 0.85, 0.95, 1.0]))
def test_a_percentile_is_wrong_by_less_than_a_quarter_of_a_doubling(
    lengths: list[float], share: float
) -> None:
    exact = sorted(lengths)[max(1, ceil(share * len(lengths) - 1e-9)) - 1]
    found = quantile(counted(lengths), share)
    assert found is not None
    ratio = found.total_seconds() / exact
    assert 1 / RATIO - 1e-6 <= ratio <= RATIO + 1e-6


@CALM
@given(st.lists(LENGTHS, min_size=1, max_size=40))
def test_percentiles_rise(lengths: list[float]) -> None:
    found = [quantile(counted(lengths), share) or timedelta() for share in (0.5, 0.85, 0.95)]
    assert found == sorted(found)


def test_nothing_has_no_percentile() -> None:
    assert quantile({}, 0.5) is None
    assert number({}) == 0


def test_what_is_longer_lies_in_higher_buckets() -> None:
    hours = [3600.0 * hour for hour in (1, 2, 4, 8, 100)]
    assert longer_than(counted(hours), timedelta(hours=7)) == 2
    assert longer_than(counted(hours), timedelta(hours=8)) == 1
    assert longer_than(counted(hours), None) == 0


def test_below_a_minute_and_above_two_years_have_a_bucket_each() -> None:
    assert bucket_of(0) == 0
    assert bucket_of(59.9) == 0
    assert bucket_of(60) == 1
    assert bucket_of(10**9) == len(BOUNDS)


@pytest.mark.parametrize(
    ("sums", "share", "reached"),
    [
        ([], 0.5, None),
        ([4], 0.85, 4),
        ([1, 2, 3, 4], 0.5, 3),
        ([1, 2, 3, 4], 1.0, 1),
        (list(range(1, 101)), 0.85, 16),
        ([0, 0, 0, 9], 0.5, 0),
    ],
)
def test_how_many_days_reach_a_number(sums: list[int], share: float, reached: int | None) -> None:
    assert reached_by(sums, share) == reached


def test_spans_are_every_run_of_days() -> None:
    assert spans([1, 2, 3, 4], 2) == [3, 5, 7]
    assert spans([1], 2) == []


def test_a_forecast_compares_what_is_due_with_a_usual_and_a_slow_span() -> None:
    usual = [3, 3, 3, 3, 3, 3, 1, 3, 3, 3]
    assert forecast({1: 5, 2: 5}, usual) == [Ahead(1, 5, 3, 3), Ahead(2, 5, 6, 4)]
    assert [ahead.short for ahead in forecast({1: 5, 2: 5}, usual)] == [2, 1]


def test_without_a_history_nothing_is_foretold() -> None:
    (ahead,) = forecast({3: 7}, [1, 2])
    assert (ahead.usual, ahead.slow, ahead.short) == (None, None, None)


def test_what_stood_is_told_back_from_what_stands() -> None:
    days = every_day(MONDAY, MONDAY + timedelta(days=2))
    came = {(days[1], "a"): 2, (days[2], "b"): 1}
    went = {(days[2], "a"): 1}
    assert standing(days, {"a": 4, "b": 1}, came, went) == {"a": [3, 5, 4], "b": [0, 0, 1]}


@CALM
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=30))
def test_flow_and_level_agree_on_every_day(steps: list[tuple[int, int]]) -> None:
    days = every_day(MONDAY, MONDAY + timedelta(days=len(steps) - 1))
    came = {(day, "x"): one for day, (one, _) in zip(days, steps, strict=True)}
    went = {(day, "x"): one for day, (_, one) in zip(days, steps, strict=True)}
    level, levels = 100, []
    for one, other in steps:
        level += one - other
        levels.append(level)
    assert standing(days, {"x": level}, came, went) == {"x": levels}


def test_weeks_begin_on_monday() -> None:
    assert {monday(MONDAY + timedelta(days=day)) for day in range(7)} == {MONDAY}
