"""Steps of random walks are counted, kept and told: the sum of all runs, and what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contract import walked
from tests.contract.walked import Walked, kept, lines


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for the figures of this test."""
    monkeypatch.setattr(walked, "KEPT", tmp_path / "walks")
    return tmp_path / "walks"


def _run(kind: str, seed: int | None, *sorts: str, found: str = "") -> None:
    run = Walked(kind, seed, found=found)
    run.counts["walks"] += 1
    for sort in sorts:
        run.step(sort)
    run.keep()


def test_the_runs_of_a_kind_are_added_up(folder: Path) -> None:
    _run("Boats", 1, "done", "refused", "mails")
    _run("Boats", 2, "done")
    _run("Trains", 1, "time passed")
    told = lines(kept())
    assert told[0] == "5 steps (wanted 100,000); nothing found."
    assert "| Boats | 2 | 4 | 2 | 1 | 0 | 0 | 1 | 0 |" in told
    assert sum("seed 1, commit" in line for line in told) == 1


def test_a_run_that_found_something_says_so(folder: Path) -> None:
    _run("Boats", 1, "done", found="AssertionError()")
    assert lines(kept())[0].endswith("1 found.")


def test_a_run_that_cannot_be_repeated_is_not_kept(folder: Path) -> None:
    _run("Boats", None, "done")
    assert not folder.exists()
    with pytest.raises(ValueError, match="Nothing is kept"):
        lines(kept())
