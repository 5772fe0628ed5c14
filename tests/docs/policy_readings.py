"""The page of all readings, made of their data: `python -m tests.docs.policy_readings` writes it anew."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cases.routing import Reading
from cases.rulebook.shared import READINGS as SHARED

ROOT: Final = Path(__file__).resolve().parents[2]
PAGE: Final = ROOT / "docs" / "policy-readings.md"
SCENARIOS: Final = ROOT / "tests" / "acceptance" / "scenarios"
MOST_NAMED: Final = 6
INTRODUCTION: Final = """\
# How open points are read

The sources leave points open. Each is read in one way here: the sentence, where it is decided, the policy
values that change it, and what shows it: scenarios by their names, or a test. The same sentences stand in the
rule book of each kind (`/rules/`). The page is made of the data beside the rules (`rules/readings.py` of each
kind); a test holds it against them, imports what decides, and looks for the tests.
"""


def kinds() -> dict[str, tuple[Reading, ...]]:
    """The readings of each kind by the name of its folder, then those of all kinds."""
    folders = sorted(file.parent.parent.name for file in ROOT.glob("*/rules/readings.py"))
    found = {name: importlib.import_module(f"{name}.rules.readings").READINGS for name in folders}
    return {**found, "cases": SHARED}


def scenarios() -> dict[str, list[str]]:
    """The scenarios that refer to each reading."""
    named: dict[str, list[str]] = {}
    for file in sorted(SCENARIOS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            for code in told.get("reading_refs", ()):
                named.setdefault(code, []).append(told["id"])
    return named


def text() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *_tables()]).rstrip() + "\n"


def _tables() -> Iterator[str]:
    shown = scenarios()
    titles = {"cases": "Every kind"}
    for name, readings in kinds().items():
        yield f"## {titles.get(name, name.capitalize())}\n"
        yield "| reading | how it is read | decided in | policy | shown by |"
        yield "|---|---|---|---|---|"
        for one in readings:
            values = ", ".join(f"`{value}`" for value in one.policy)
            yield f"| {one.code} | {one.sentence} | `{one.where}` | {values} | {_proof(one, shown)} |"
        yield ""


def _proof(one: Reading, shown: dict[str, list[str]]) -> str:
    names = shown.get(one.code, [])
    more = len(names) - MOST_NAMED
    told = ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    test = f"`{one.proof}`" if one.proof else ""
    return ", ".join(filter(None, [told, test]))


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
