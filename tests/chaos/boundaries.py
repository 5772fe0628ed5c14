"""A process ends with SIGKILL before each statement of a change, and before and after its COMMIT.

    python -m tests.chaos.boundaries [--sample] [--seconds N]

After so many seconds only a sample of the boundaries is tried. Prints a JSON object. Works on the database of
the settings, where nobody else may write meanwhile.
"""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from tests.chaos.dying import COMMIT, COMMITTED, boundaries, killed_at

if TYPE_CHECKING:
    from tests.chaos.deeds import Deed

Picture = dict[str, Any]


@dataclass
class Result:
    """What was tried with one change. `nothing` and `all` count what stood after a kill."""

    deed: str
    boundaries: int = 0
    every: bool = True
    kills: int = 0
    nothing: int = 0
    all: int = 0
    faults: list[str] = field(default_factory=list)


def tried(deed: Deed, *, sample: bool) -> Result:
    """Kills at the boundaries of a deed: after each all of it stands, or nothing."""
    from tests.chaos.deeds import picture
    from tests.contract.world import fingerprint

    target = deed.prepare()
    before = picture(target)
    passed = boundaries(partial(deed.do, target))
    whole, result = _difference(before, picture(target)), Result(deed.name, len(passed), not sample)
    target = deed.prepare()
    start, before = fingerprint(), picture(target)
    for number in _chosen(passed, sample=sample):
        if not killed_at(number, partial(deed.do, target)):
            result.faults.append(f"boundary {number} was not reached")
        result.kills += 1
        if fingerprint() == start:
            result.nothing += 1
            continue
        found = _difference(before, picture(target))
        if found != whole:
            result.faults.append(f"boundary {number}: {found} instead of {whole}")
        result.all += 1
        target = deed.prepare()
        start, before = fingerprint(), picture(target)
    _check_end(deed, target, before, whole, result)
    return result


def _chosen(passed: str, *, sample: bool) -> Sequence[int]:
    """All boundaries; of them as a sample a first, a middle one, and those around the COMMIT of most."""
    if not sample:
        return range(1, len(passed) + 1)
    longest = max(passed.split(COMMIT)[:-1], key=len)
    commit = passed.index(longest + COMMIT) + len(longest) + 1
    return [commit - len(longest) // 2, commit, passed.index(COMMITTED, commit) + 1]


def _difference(before: Picture, after: Picture) -> Picture:
    """The case as it is, and how many rows each table has more or less."""
    rows = {table: number - before["rows"].get(table, 0) for table, number in after["rows"].items()}
    return {**after, "rows": {table: number for table, number in rows.items() if number}}


def _check_end(
    deed: Deed, target: Any, before: dict[str, Any], whole: dict[str, Any], result: Result
) -> None:
    """After all kills the same deed is done undisturbed, and the chain is whole."""
    from cases import timeline
    from tests.chaos.deeds import picture

    boundaries(partial(deed.do, target))
    if _difference(before, picture(target)) != whole:
        result.faults.append("what was done after all kills is not the whole")
    result.faults += timeline.faults()


def main(words: list[str]) -> int:
    """Tries every deed; 1 where something was half done."""
    import django

    parser = ArgumentParser(prog="python -m tests.chaos.boundaries")
    parser.add_argument("--sample", action="store_true", help="few deeds, and few boundaries of each")
    parser.add_argument("--seconds", type=float, default=float("inf"))
    given = parser.parse_args(words)
    django.setup()
    from tests.chaos.deeds import deeds

    end = time.monotonic() + given.seconds
    results = [tried(deed, sample=given.sample or time.monotonic() > end) for deed in deeds(few=given.sample)]
    print(json.dumps([asdict(result) for result in results]))  # noqa: T201 - the answer
    return int(any(result.faults for result in results))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    sys.exit(main(sys.argv[1:]))
