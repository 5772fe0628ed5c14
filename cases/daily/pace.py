"""What is ahead, and how it stood: plain functions over counts of days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Final

HORIZONS: Final = (1, 2, 3, 5)


@dataclass(frozen=True)
class Ahead:
    """What is due within so many days against what so many days have finished.

    `usual` was reached or passed by half of the spans of that length, `slow` by 85 of 100. None: no history.
    """

    days: int
    due: int
    usual: int | None
    slow: int | None

    @property
    def short(self) -> int | None:
        """How many will be left over at the slow pace."""
        return None if self.slow is None else max(0, self.due - self.slow)


def reached_by(sums: Sequence[int], share: float) -> int | None:
    """The largest number that at least `share` of the sums reach; None without any."""
    if not sums:
        return None
    falling = sorted(sums, reverse=True)
    return falling[max(0, ceil(share * len(falling) - 1e-9) - 1)]


def spans(finished: Sequence[int], days: int) -> list[int]:
    """The sums of every run of so many days, weekends and all."""
    return [sum(finished[start : start + days]) for start in range(len(finished) - days + 1)]


def forecast(due: Mapping[int, int], finished: Sequence[int]) -> list[Ahead]:
    """For each horizon of `due` (days: how many, what is late included), against whole days before today."""
    found = []
    for days in sorted(due):
        sums = spans(finished, days)
        found.append(Ahead(days, due[days], reached_by(sums, 0.5), reached_by(sums, 0.85)))
    return found


def standing(
    days: Sequence[date], now: Mapping[str, int], came: Mapping[tuple[date, str], int],
    went: Mapping[tuple[date, str], int],
) -> dict[str, list[int]]:  # fmt: skip
    """How much stood in each state at the end of each day, told back from what stands there now.

    `days` are without a gap and end with the last day of the data; what came and went is by day and state.
    """
    found: dict[str, list[int]] = {}
    for key, last in now.items():
        line = [last]
        for day in days[:0:-1]:
            line.append(line[-1] + went.get((day, key), 0) - came.get((day, key), 0))
        found[key] = line[::-1]
    return found


def every_day(first: date, last: date) -> list[date]:
    """All days from the first to the last one, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def monday(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())
