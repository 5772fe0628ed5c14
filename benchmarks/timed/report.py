"""A run as Markdown, and what was wanted of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.report import table
from benchmarks.run import percentile
from benchmarks.timed.drain import Drained
from benchmarks.timed.rates import Rates, a_second
from benchmarks.wanted import Mark

PLACE: Final = ("<!-- steps: begin -->", "<!-- steps: end -->")
LABELS: Final = {
    "set": "one statement a thousand: the limit, nothing is decided",
    "raw100": "three SQL statements a row, committed per 100",
    "raw": "three SQL statements a row, each row committed",
    "orm": "three bare ORM writes a row, each row committed",
    "ours": "through the door, one process",
    "ours2": "through the door, two processes",
}


def rates(found: Rates) -> str:
    """The table of the ways."""
    floor = a_second(found, "orm")
    lines = [
        [LABELS[name], f"{a_second(found, name):,.0f}", f"{a_second(found, name) / floor:.2f} x"]
        for name in found
    ]
    return table(["way", "rows a second", "of bare ORM writes"], lines)


def marks(found: Rates, drained: Drained, buffers: int) -> list[Mark]:
    """What was wanted, as what is to be at most so much."""
    meanwhile = percentile(drained.meanwhile, 0.95) / percentile(drained.idle, 0.95)
    best = max(a_second(found, "ours"), a_second(found, "ours2"))
    return [
        Mark("Bare ORM writes against the door's rate", 1.0, a_second(found, "orm") / best, " x"),
        Mark("All that was due, drained", 30.0, drained.seconds, " s"),
        Mark("Longest transaction of a batch", 200.0, drained.longest.age, " ms"),
        Mark("Clicks p95 meanwhile", 2.0, meanwhile, " x"),
        Mark("Buffers of an idle pass", 50.0, float(buffers), ""),
    ]


def whole(
    about: dict[str, str], found: Rates, drained: Drained, idle: dict[str, int], met: Sequence[Mark]
) -> str:
    """All tables of a run."""
    told = drained.told() | {
        "An idle pass reads": f"{idle['buffers']} buffers in {idle['statements']} statements"
    }
    return "\n\n".join([
        "\n".join(f"- {name}: {text}" for name, text in about.items()),
        rates(found),
        table(["two `run_deadlines`, people click", "found"], [[*pair] for pair in told.items()]),
        table(
            ["wanted at most", "wanted", "measured", ""],
            [
                [one.what, f"{one.wanted:g}{one.unit}", f"{one.measured:.2f}{one.unit}",
                 "met" if one.met else "**not met**"]
                for one in met
            ],
        ),
    ])  # fmt: skip
