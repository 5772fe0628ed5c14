"""What long random walks on PostgreSQL have done: counted as they are done, kept run by run, published.

    python -m tests.contract.walked [--write docs/reliability.md]

Each run with a seed (`CONTRACT_WALKS=… pytest … --hypothesis-seed N`) keeps its figures below var/walks after
each walk, so that they are there when it is ended early.
"""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import django

from accountops.launcher.parts import ROOT
from tests.chaos.report import about

KEPT: Final = ROOT / "var" / "walks"
WANTED: Final = 100_000
SORTS: Final = ("done", "refused", "not understood", "time passed", "mails")
HEAD: Final = ("Kind", "Walks", "Steps", *(sort.capitalize() for sort in SORTS), "Found")


@dataclass
class Walked:
    """The walks of one kind under one seed. `counts` has the walks, and the steps by what came of them."""

    kind: str
    seed: int | None
    counts: Counter[str] = field(default_factory=Counter)
    found: str = ""

    def __post_init__(self) -> None:
        self.begun, self.about = time.monotonic(), about(self.seed) if self.seed is not None else {}

    def step(self, sort: str) -> None:
        """Counts a step that is done to its end; `sort` is one of SORTS."""
        self.counts[sort] += 1

    def keep(self) -> None:
        """Writes down what there is so far; a run without a seed could not be repeated and is not kept."""
        if self.seed is None:
            return
        KEPT.mkdir(parents=True, exist_ok=True)
        told = {"kind": self.kind, "counts": self.counts, "found": self.found,
                "seconds": round(time.monotonic() - self.begun), **self.about}  # fmt: skip
        (KEPT / f"{self.kind}-{self.seed}.json").write_text(json.dumps(told, indent=1))


def lines(runs: Iterable[Mapping[str, Any]]) -> list[str]:
    """The figures of all runs as Markdown, one row a kind. Raises ValueError without any run."""
    sums: dict[str, Counter[str]] = {}
    found: Counter[str] = Counter()
    loads: dict[str, list[float]] = {}
    for run in runs:
        sums.setdefault(run["kind"], Counter()).update(run["counts"])
        found[run["kind"]] += bool(run["found"])
        where = "seed {seed}, commit `{commit}`, {day}, {machine}".format(**run)
        loads.setdefault(where, []).append(run["load"])
    if not sums:
        raise ValueError(f"Nothing is kept in {KEPT}.")
    steps = {kind: sum(counts[sort] for sort in SORTS) for kind, counts in sums.items()}
    rows = [
        (
            kind,
            f"{counts['walks']:,}",
            f"{steps[kind]:,}",
            *(f"{counts[sort]:,}" for sort in SORTS),
            found[kind],
        )
        for kind, counts in sums.items()
    ]
    total = f"{sum(steps.values()):,} steps (wanted {WANTED:,}); {found.total() or 'nothing'} found."
    table = ["| " + " | ".join(map(str, row)) + " |" for row in (HEAD, ["---"] * len(HEAD), *rows)]
    return [total, "", *table, "", *(f"- {where}, load {_range(seen)}" for where, seen in loads.items())]


def _range(loads: list[float]) -> str:
    return f"{min(loads)} to {max(loads)}" if len(loads) > 1 else f"{loads[0]}"


def kept() -> list[dict[str, Any]]:
    """The runs below var/walks."""
    return [json.loads(file.read_text()) for file in sorted(KEPT.glob("*.json"))]


def main(words: list[str]) -> int:
    """Prints the figures, and publishes them where asked to."""
    reader = ArgumentParser(prog="python -m tests.contract.walked")
    reader.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into docs/reliability.md")
    given = reader.parse_args(words)
    told = lines(kept())
    sys.stdout.write("\n".join(told) + "\n")
    if given.write:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
        os.environ.setdefault("ACCOUNTOPS_MODE", "test")
        django.setup()
        from accountops.simulation.publishing import publish

        publish(given.write, "stored-walks", told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
