"""What was seen of one replay, and what was wanted of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.report import table
from benchmarks.wanted import Mark

PLACE: Final = ("<!-- replays: begin -->", "<!-- replays: end -->")
WANTED_SECONDS: Final = 120.0
WARM: Final = 0.2  # of the cases: by then code and caches are there
GROWTH: Final = 1.1


@dataclass(frozen=True)
class Sample:
    """The two workers at one instant: seconds since it was asked for, megabytes, cases done and in all."""

    at: float
    megabytes: float
    done: int
    total: int


@dataclass
class Found:
    """One replay. Times are seconds; processor time is that of both workers, and of PostgreSQL apart."""

    kind: str
    values: dict[str, Any]
    stored: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    database_cpu: float = 0.0
    kept: int = 0
    result: dict[str, Any] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    sample: dict[str, Any] = field(default_factory=dict)

    @property
    def warm(self) -> float:
        """Megabytes once a fifth of the cases was done."""
        later = [one.megabytes for one in self.samples if one.total and one.done >= WARM * one.total]
        return later[0] if later else 0.0

    @property
    def peak(self) -> float:
        """The most that both had together."""
        return max(one.megabytes for one in self.samples)

    @property
    def last(self) -> float:
        """Megabytes at the end."""
        return self.samples[-1].megabytes

    def told(self) -> dict[str, str]:
        """The figures by what they are, in the order of the page."""
        result, sample = self.result, self.sample
        flips, cases, decisions = result["flips"], result["cases"], result["decisions"]
        each = f"{cases / self.seconds:,.0f} cases, {decisions / self.seconds:,.0f} decisions"
        memory = f"{self.warm:.0f}, {self.peak:.0f}, {self.last:.0f} MB"
        tables = f"{len(self.rows)} with {sum(self.rows.values()):,} rows"
        answers = f"{sample['compared']} ({sample['flipped']} that flip)"
        found = f"{len(sample['otherwise'])} otherwise, {sample['not comparable']} not comparable"
        return {
            "draft": ", ".join(f"{name} {value}" for name, value in self.values.items()),
            "cases, decisions": f"{cases:,}, {decisions:,}",
            "not comparable": f"{result['not_comparable']:,}",
            "come out otherwise": f"{flips:,} in {result['cases_affected']:,} cases",
            "armed steps dated otherwise": f"{sum(result['deadlines'].values()):,}",
            "wall time": f"{self.seconds:.1f} s",
            "a second": each,
            "processor time: workers, PostgreSQL": f"{self.cpu:.1f} s, {self.database_cpu:.1f} s",
            "memory of both workers: warm, peak, at the end": memory,
            "tables of cases that changed": f"{', '.join(self.changed) or 'none'} of {tables}",
            "sample held against the live rule": f"{answers}: {found}",
        }

    def marks(self) -> list[Mark]:
        """What is wanted, as what is to be at most so much."""
        return [
            Mark(f"{self.kind}: {self.result['decisions']:,} decisions", WANTED_SECONDS, self.seconds, " s"),
            Mark(f"{self.kind}: memory at the end against warm", GROWTH, self.last / (self.warm or 1), " ×"),
            Mark(f"{self.kind}: tables of cases that changed", 0, len(self.changed)),
            Mark(f"{self.kind}: answers of the sample that differ", 0, len(self.sample["otherwise"])),
        ]


def whole(about: dict[str, str], found: Sequence[Found]) -> str:
    """All tables of a run."""
    told = [one.told() for one in found]
    lines = [[name, *(each[name] for each in told)] for name in told[0]]
    marks = [mark for one in found for mark in one.marks()]
    return "\n\n".join([
        "\n".join(f"- {name}: {text}" for name, text in about.items()),
        table(["", *(one.kind for one in found)], lines),
        table(
            ["wanted at most", "wanted", "measured", ""],
            [
                [one.what, f"{one.wanted:g}{one.unit}", f"{one.measured:.2f}{one.unit}",
                 "met" if one.met else "**not met**"]
                for one in marks
            ],
        ),
    ])  # fmt: skip
