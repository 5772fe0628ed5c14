"""Generated calls by every role find no failure: nothing undocumented, nothing invalid taken, no 500."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.report import PAGE, page
from tests.fuzz.running import Ran, run

pytestmark = pytest.mark.fuzz

SHORT = {
    "as described": ("--phases", "examples,coverage,fuzzing", "--max-examples", "5"),
    "call by call": ("--mode", "positive", "--phases", "fuzzing,stateful", "--max-examples", "5"),
}
MOST_ENUMERATED = 150  # of each call in a short run; of the others one in so many, see hooks
LONG = {
    "as described": ("--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "100"),
    "call by call": ("--mode", "positive", "--phases", "coverage,fuzzing,stateful", "--max-examples", "50"),
}


def test_generated_calls(
    target: tuple[str, dict[str, Any]], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """The description as it is, then with each action, event and kind as a call of its own."""
    address, given = target
    seconds = pytestconfig.getoption("--fuzz-seconds", default=0)
    seed = pytestconfig.getoption("--fuzz-seed", default=1)
    runs: list[Ran] = []
    for number, (name, options) in enumerate((LONG if seconds else SHORT).items()):
        more = ("--max-time", str(seconds // 2)) if seconds else ()
        facts = given | {"in_detail": name == "call by call", "most": 0 if seconds else MOST_ENUMERATED}
        runs.append(run(name, address, facts, tmp_path / str(number), *options, *more, seed=seed))
    if seconds:
        PAGE.write_text(page(runs), encoding="utf-8")
    faulty = [ran for ran in runs if ran.failures or ran.errors]
    assert not faulty, "\n".join(ran.said[-8_000:] for ran in faulty)
    for ran in runs:
        assert not any(status >= 500 or status == 429 for seen in ran.seen.values() for status in seen)
        assert {"token", "session"} <= set(ran.ways)
    reached = {status for ran in runs for seen in ran.seen.values() for status in seen}
    assert {200, 201, 400, 401, 403, 404, 409, 422} <= reached
