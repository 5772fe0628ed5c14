"""A run as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.rows import Row
from benchmarks.run import Cells
from benchmarks.wanted import Mark, growth, times_floor
from benchmarks.weights import Weight

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"


@dataclass
class Run:
    """All that a run found out."""

    about: dict[str, str]
    sizes: Sequence[int]
    rows: Sequence[Row]
    cells: Cells
    marks: list[Mark]
    faults: list[str]
    memory: dict[str, float] | None = None
    weights: Sequence[Weight] = ()


def markdown(run: Run) -> str:
    """The tables of docs/performance.md."""
    parts = [_about(run), *run.faults, _times(run)]
    if run.weights:
        parts.append(_weights(run.weights))
    if run.memory is not None:
        parts.append(_memory(run.memory))
    return "\n\n".join([*parts, _marks(run)]) + "\n"


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, figures to the right."""
    ruler = ["---", *["--:"] * (len(heads) - 1)]
    return "\n".join("| " + " | ".join(line) + " |" for line in [heads, ruler, *lines])


def _about(run: Run) -> str:
    return "\n".join(f"- {name}: {told}" for name, told in run.about.items())


def _times(run: Run) -> str:
    heads = [
        "p50 / p95 in ms, then × floor",
        "reader",
        *[f"{size:,} cases" for size in run.sizes],
        "growth",
        "SQL",
    ]
    lines = []
    for row in run.rows:
        cells = [run.cells[row.code, size] for size in run.sizes]
        times = [f"{cell.p50:.1f} / {cell.p95:.1f}" for cell in cells]
        if row.floor:
            times = [
                f"{told}, {times_floor(run.cells, row, size):.2f} ×"
                for told, size in zip(times, run.sizes, strict=True)
            ]
        grown = f"{growth(run.cells, row.code, run.sizes):.2f} ×" if len(run.sizes) > 1 else ""
        statements = "/".join(dict.fromkeys(str(cell.statements) for cell in cells))
        lines.append([row.label, row.reader, *times, grown, statements])
    return table(heads, lines)


def _weights(found: Sequence[Weight]) -> str:
    heads = ["Bytes of a page", "reader", "HTML", "compressed", "CSS and JS", "compressed", "first visit"]
    lines = []
    for one in found:
        sizes = (one.html, one.html_packed, one.linked, one.linked_packed, one.first_packed)
        lines.append([one.label, one.reader, *(f"{size:,}" for size in sizes)])
    return table(heads, lines)


def _memory(memory: dict[str, float]) -> str:
    lines = [[name, f"{megabytes:.0f}"] for name, megabytes in memory.items()]
    lines.append(["All", f"{sum(memory.values()):.0f}"])
    return table(["Idle demo", "PSS in MB"], lines)


def _marks(run: Run) -> str:
    lines = [
        [
            mark.what,
            f"{mark.wanted:g}{mark.unit}",
            f"{mark.measured:.2f}{mark.unit}",
            "met" if mark.met else "**not met**",
        ]
        for mark in run.marks
    ]
    return table(["Wanted at most", "wanted", "measured", ""], lines)


def as_json(run: Run) -> str:
    """The same with every single time."""
    rows: list[dict[str, Any]] = [
        {
            "row": row.code, "label": row.label, "reader": row.reader, "floor": row.floor, "size": size,
            "p50": run.cells[row.code, size].p50, "p95": run.cells[row.code, size].p95,
            "statements": run.cells[row.code, size].statements, "times": run.cells[row.code, size].times,
        }
        for row in run.rows
        for size in run.sizes
    ]  # fmt: skip
    marks = [asdict(mark) | {"met": mark.met} for mark in run.marks]
    heavy = [asdict(one) for one in run.weights]
    whole = {
        "about": run.about,
        "faults": run.faults,
        "rows": rows,
        "marks": marks,
        "memory": run.memory,
        "weights": heavy,
    }
    return json.dumps(whole, indent=1)


def put_into(page: Path, tables: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Replaces what stands between the two comments of a page. Raises ValueError where they are missing."""
    before, begin, rest = page.read_text().partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (begin and end):
        raise ValueError(f"{page} has no place for the figures: {marks[0]} … {marks[1]}")
    page.write_text(f"{before}{begin}\n\n{tables}\n{end}{after}")
