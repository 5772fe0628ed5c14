"""docs/interface.md names 42 behaviours and tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).resolve().parent
TEXT = (HERE.parents[1] / "docs" / "interface.md").read_text(encoding="utf-8")


def test_every_behaviour_has_a_row() -> None:
    rows = re.findall(r"^\| (\d+) \|", TEXT, flags=re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, 43))


def test_every_test_named_is_there_and_every_numbered_test_is_named() -> None:
    named = set(re.findall(r"`(test_\w+)`", TEXT))
    there = {
        name
        for file in HERE.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    }
    assert named - there == set()
    assert {name for name in there if re.match(r"test_\d\d_", name)} - named == set()


def test_what_is_done_is_proved_and_pictures_are_there() -> None:
    done = re.findall(r"^\| \d+ \|[^|]*\| done[^|]*\|([^|]*)\|", TEXT, flags=re.MULTILINE)
    assert done
    assert all("test_" in proof for proof in done)
    pictures = set(re.findall(r"\((screenshots/[^)]+)\)", TEXT))
    assert {picture for picture in pictures if not (HERE.parents[1] / "docs" / picture).is_file()} == set()
