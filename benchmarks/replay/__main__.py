"""`make bench-replay`: loads, replays, prints. With --strict, 1 for a wanted figure that is not met."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from benchmarks.bench import say
from benchmarks.machine import described
from benchmarks.place import LOADING, MEASURING, ROOT, Place
from benchmarks.replay import stage
from benchmarks.replay.base import ONE_IN
from benchmarks.replay.drive import drive
from benchmarks.replay.found import PLACE, Found, whole
from benchmarks.report import put_into

PAGE = ROOT / "docs" / "policy.md"
RESULTS = ROOT / "var" / "bench"
# One value of each kind that decisions ask for.
DRAFTS: Final[dict[str, dict[str, Any]]] = {
    "rebook": {"hard_hours": 72},
    "takeover": {"require_vads": True},
    "affiliation": {"big_group": 9000},
    "advocate": {"no_response_days": 30},
    "cancellation": {"accept_all_products": True},
}


# So many have a hundred thousand decisions, and rebooks are a hundred thousand themselves.
CASES: Final = {
    "rebook": 100_000, "takeover": 10_000, "affiliation": 20_000, "advocate": 20_000, "cancellation": 32_000,
}  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """One run in a folder that is thrown away, or in one that is kept."""
    chosen = _parser().parse_args(arguments)
    kinds = list(ONE_IN) if chosen.kinds == "all" else chosen.kinds.split(",")
    home = Path(chosen.home or tempfile.mkdtemp(prefix="accountops-replay-"))
    place = Place(home)
    try:
        about, found = _run(place, {kind: chosen.cases or CASES[kind] for kind in kinds})
    finally:
        place.stop()
        if not chosen.home:
            place.remove()
    tables = whole(about, found)
    say(f"\n{tables}")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "replay.md").write_text(tables)
    for line in (line for one in found for line in one.sample["otherwise"]):
        say(line)
    if chosen.write:
        put_into(PAGE, tables, PLACE)
    return int(chosen.strict and not all(mark.met for one in found for mark in one.marks()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.replay", description=__doc__)
    parser.add_argument("--kinds", default="rebook,takeover", help="with commas, or all (rebook,takeover)")
    parser.add_argument(
        "--cases", type=int, help="past cases of each kind; else a hundred thousand decisions"
    )
    parser.add_argument("--home", help="a folder that is kept, so that the next run loads nothing")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/policy.md")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a wanted figure is not met")
    return parser


def _run(place: Place, sizes: Mapping[str, int]) -> tuple[dict[str, str], list[Found]]:
    place.start(LOADING)
    for kind, cases in sizes.items():
        say(f"{cases:,} cases of {kind} are loaded …")
        stage.build(place, kind, cases)
    with closing(place.connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW server_version")
        told = ", ".join(f"{name} {value}" for name, value in MEASURING.items())
        about = described(f"{cursor.fetchone()[0]}, {told}", [], 0)
    told = " and ".join(f"{cases:,} of {kind}" for kind, cases in sizes.items())
    about["Command"] = f"`make bench-replay`, {told}, seed {stage.SEED}"
    place.start(MEASURING)
    found = []
    for kind, cases in sizes.items():
        say(f"{kind}: {json.dumps(DRAFTS[kind])} is replayed …")
        found.append(drive(place, stage.name(kind, cases), kind, DRAFTS[kind]))
        say("\n".join(f"  {name}: {text}" for name, text in found[-1].told().items()))
    return about, found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
