"""The interleaved run: every round asks every row of every size once."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.rows import Row, Target, find_deep

WARM_UP = 5
LONGEST_SECONDS = 480.0
LEAST = 10


@dataclass
class Cell:
    """What one row gave at one size."""

    statements: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Half of the requests were at most as slow, in milliseconds."""
        return percentile(self.times, 0.50)

    @property
    def p95(self) -> float:
        """All but one in twenty were at most as slow, in milliseconds."""
        return percentile(self.times, 0.95)


Cells = dict[tuple[str, int], Cell]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed. Raises ValueError for none."""
    if not values:
        raise ValueError("There is nothing to take a percentile of.")
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def measure(targets: Sequence[Target], rows: Sequence[Row], rounds: int) -> Cells:
    """Counts statements first, warms up, then takes the times in turn.

    Where that takes longer than `LONGEST_SECONDS` it stops after a whole round, though not before `LEAST`.
    """
    cells: Cells = {(row.code, target.size): Cell() for row in rows for target in targets}
    _count(targets, rows, cells)
    end = time.monotonic() + LONGEST_SECONDS
    for number in range(WARM_UP + rounds):
        if number >= WARM_UP + LEAST and time.monotonic() > end:
            break
        for row in rows:
            for target in _turned(targets, number):
                took, _ = _once(row, target)
                if number >= WARM_UP:
                    cells[row.code, target.size].times.append(took)
        for target in targets:
            target.turn += 1
    return cells


def _count(targets: Sequence[Target], rows: Sequence[Row], cells: Cells) -> None:
    for target in targets:
        find_deep(target)
    for count in (False, True):  # first without: a process fills its caches once
        for row in rows:
            for target in targets:
                cells[row.code, target.size].statements = _once(row, target, count=count)[1]


def _turned(targets: Sequence[Target], number: int) -> list[Target]:
    """Another size begins each time, so that none always comes after the same one."""
    start = number % len(targets)
    return [*targets[start:], *targets[:start]]


def _once(row: Row, target: Target, *, count: bool = False) -> tuple[float, int]:
    told = target.server.ask(row.asked(target), count=count)
    if row.after is not None:
        row.after(target, told)
    return told.milliseconds, told.statements or 0
