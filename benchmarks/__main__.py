"""`make bench`: loads, measures, prints. Exit code 1: an invalid run; with --strict a figure not met, too."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.bench import bench, say
from benchmarks.memory import measured
from benchmarks.place import ROOT, Place
from benchmarks.report import Run, as_json, markdown, put_into

SIZES = "10000,100000,1000000"
PAGE = ROOT / "docs" / "performance.md"
RESULTS = ROOT / "var" / "bench"


def main(arguments: list[str]) -> int:
    """Runs one benchmark in a folder that is thrown away, or in one that is kept."""
    chosen = _parser().parse_args(arguments)
    memory = measured() if chosen.memory else None
    home = Path(chosen.home or tempfile.mkdtemp(prefix="accountops-bench-"))
    place = Place(home)
    try:
        run = bench(
            place,
            sorted(int(size) for size in chosen.sizes.split(",")),
            chosen.rounds,
            memory,
            chosen.only.split(","),
        )
    finally:
        place.stop()
        if not chosen.home:
            place.remove()
    return _tell(run, write=chosen.write, strict=chosen.strict)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of cases, with commas ({SIZES})")
    parser.add_argument("--rounds", type=int, default=100, help="how often each page is asked at each size")
    parser.add_argument(
        "--only", default="", help="only rows whose codes begin so, with commas, and the floors"
    )
    parser.add_argument("--home", help="a folder that is kept, so that the next run loads nothing")
    parser.add_argument("--memory", action="store_true", help="weigh an idle demo first")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a wanted figure is not met")
    return parser


def _tell(run: Run, *, write: bool, strict: bool) -> int:
    tables = markdown(run)
    say(f"\n{tables}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "results.md").write_text(tables)
    (RESULTS / "results.json").write_text(as_json(run))
    say(f"Kept in {RESULTS}.")
    if run.faults:
        return 1
    if write:
        put_into(PAGE, tables)
    return int(strict and not all(mark.met for mark in run.marks))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
