"""The figures that are wanted, each marked met or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.rows import Row
from benchmarks.run import Cells

FLOOR_LIMIT_MS = 20.0  # above it the machine is busy with something else, and nothing measured counts
GROWTH = {"queue": 1.2, "search": 3.0, "board": 1.5}
TIMES_FLOOR = {"queue": 1.5, "case": 2.0, "create": 2.5, "action": 3.0, "handover": 3.0}
FAMILIES = {"all": "queue", "deep": "queue", "queue_few": "filtered"} | dict.fromkeys(
    ("board_process", "board_house"), "board"
)
MOST_STATEMENTS = 6
FULL_AND_FEW = frozenset({"queue:specialist", "queue_few:specialist"})
MEMORY_MB = 700.0


@dataclass(frozen=True)
class Mark:
    """One wanted figure and what was measured."""

    what: str
    wanted: float
    measured: float
    unit: str = ""

    @property
    def met(self) -> bool:
        """Whether the figure is at most what is wanted, as it is printed: to two decimals."""
        return round(self.measured, 2) <= self.wanted


def invalid(cells: Cells, sizes: Sequence[int]) -> list[str]:
    """Why the run does not count; empty when it does."""
    slow = [(size, cells["list", size].p50) for size in sizes if cells["list", size].p50 > FLOOR_LIMIT_MS]
    return [
        f"Invalid run: the list floor took {took:.1f} ms at {size:,} cases, more than {FLOOR_LIMIT_MS:.0f}."
        for size, took in slow
    ]


def times_floor(cells: Cells, row: Row, size: int) -> float:
    """The row's p50 as a multiple of its floor's at the same size."""
    return cells[row.code, size].p50 / cells[row.floor, size].p50


def growth(cells: Cells, code: str, sizes: Sequence[int]) -> float:
    """The p50 at the largest size as a multiple of that at the smallest."""
    return cells[code, max(sizes)].p50 / cells[code, min(sizes)].p50


def marks(cells: Cells, rows: Sequence[Row], sizes: Sequence[int], memory: float | None = None) -> list[Mark]:
    """Every wanted figure that this run can tell."""
    found = [mark for row in rows if row.floor for mark in _of_row(cells, row, sizes)]
    codes = {row.code for row in rows}
    if codes >= FULL_AND_FEW:
        found.append(Mark("Team queue: statements that depend on rows", 0, _difference(cells, sizes)))
    if memory is not None:
        found.append(Mark("Idle demo, sum of PSS", MEMORY_MB, memory, " MB"))
    return found


def _difference(cells: Cells, sizes: Sequence[int]) -> float:
    """How much the numbers of statements of the same page differ: at any size, with many rows or few."""
    numbers = [cells[code, size].statements for code in FULL_AND_FEW for size in sizes]
    return max(numbers) - min(numbers)


def family(row: Row) -> str:
    """Which wanted figures a row belongs to.

    Every list of cases without filters is a queue page. With filters only its statements are held: how long
    it takes depends on what is asked.
    """
    code = row.code.partition(":")[0]
    return FAMILIES.get(code, "search" if code.startswith("search") else code)


def _of_row(cells: Cells, row: Row, sizes: Sequence[int]) -> Iterator[Mark]:
    name, kind = f"{row.label}, {row.reader}", family(row)
    if kind in GROWTH and len(sizes) > 1:
        told = f"{name}: {max(sizes):,} against {min(sizes):,}"
        yield Mark(told, GROWTH[kind], growth(cells, row.code, sizes), " ×")
    if kind in TIMES_FLOOR:
        for size in sizes:
            told = f"{name}: against its floor at {size:,}"
            yield Mark(told, TIMES_FLOOR[kind], times_floor(cells, row, size), " ×")
    if kind in {"queue", "filtered"}:
        numbers = {size: cells[row.code, size].statements for size in sizes}
        yield Mark(f"{name}: statements", MOST_STATEMENTS, max(numbers.values()))
