"""`make bench-deadlines`: loads, measures in one interleaved run, prints. With --strict, 1 for a miss."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from benchmarks.bench import say
from benchmarks.machine import described
from benchmarks.place import LOADING, MEASURING, ROOT, Place
from benchmarks.report import put_into
from benchmarks.rows import Target
from benchmarks.samples import samples
from benchmarks.timed import report, stage
from benchmarks.timed.drain import Drained, drain, serve
from benchmarks.timed.rates import WAYS, measure

PAGE = ROOT / "docs" / "reliability.md"


def main(arguments: Sequence[str]) -> int:
    """One run in a folder that is thrown away, or in one that is kept."""
    chosen = _parser().parse_args(arguments)
    home = Path(chosen.home or tempfile.mkdtemp(prefix="accountops-steps-"))
    place = Place(home)
    try:
        tables, met = _run(place, chosen)
    finally:
        place.stop()
        if not chosen.home:
            place.remove()
    say(f"\n{tables}")
    if chosen.write:
        put_into(PAGE, tables, report.PLACE)
    return int(chosen.strict and not met)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.timed", description=__doc__)
    parser.add_argument("--due", type=int, default=10_000, help="cases with a step due at once (10000)")
    parser.add_argument("--armed", type=int, default=1_000_000, help="steps armed and far ahead (1000000)")
    parser.add_argument("--rounds", type=int, default=4, help="turns of each way (4)")
    parser.add_argument("--each", type=int, default=500, help="cases a turn (500)")
    parser.add_argument("--home", help="a folder that is kept, for a look at it afterwards")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/reliability.md")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a wanted figure is not met")
    return parser


def _run(place: Place, chosen: argparse.Namespace) -> tuple[str, bool]:
    place.start(LOADING)
    say("loading …")
    stage.build(place, chosen.due + chosen.rounds * chosen.each * len(WAYS), chosen.armed)
    place.start(MEASURING)
    cases = stage.due_cases(place)
    parts = [cases[at : at + chosen.each] for at in range(0, len(cases), chosen.each)]
    turns, rest = parts[: chosen.rounds * len(WAYS)], parts[chosen.rounds * len(WAYS) :]
    say(f"{len(cases):,} cases have a step that is due; rates …")
    stage.put_off(place, [case for part in rest for case in part])
    rates = measure(place, turns)
    say(f"{report.rates(rates)}\n\ndraining …")
    stage.bring_back(place, [case for part in rest for case in part][: chosen.due])
    stage.settle(place)
    drained = _drain(place)
    idle = _idle(place)
    about = _about(place, chosen)
    marks = report.marks(rates, drained, idle["buffers"])
    return report.whole(about, rates, drained, idle, marks), all(mark.met for mark in marks)


def _drain(place: Place) -> Drained:
    server = serve(place)
    try:
        sign_ins = json.loads((place.home / stage.SIGN_INS).read_text())
        return drain(place, Target(0, server, samples(place.connect(stage.NAME)), sign_ins))
    finally:
        server.stop()


def _idle(place: Place) -> dict[str, int]:
    with closing(place.connect(stage.NAME)) as connection, connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) cases_deadline")
    command = [sys.executable, "-m", "benchmarks.timed.idle"]
    done = subprocess.run(
        command, cwd=ROOT, env=place.env(stage.NAME), check=True, capture_output=True, text=True
    )
    told: dict[str, int] = json.loads(done.stdout)
    return told


def _about(place: Place, chosen: argparse.Namespace) -> dict[str, str]:
    with closing(place.connect(stage.NAME)) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        version = cursor.fetchone()[0]
        cursor.execute("SELECT count(*) FROM cases_deadline WHERE status = 'armed'")
        armed = cursor.fetchone()[0]
    told = described(f"{version}, its own settings but for memory", [], 0)
    told["Command"] = f"`make bench-deadlines`, {chosen.rounds} turns of {chosen.each} cases each way"
    return told | {"Armed and not due": f"{armed:,}"}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
