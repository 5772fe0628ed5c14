"""The first table of docs/reliability.md, made of what its sections hold.

python -m tests.docs.asked    writes it anew
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import django

PAGE: Final = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- asked: begin -->", "<!-- asked: end -->"
HEAD: Final = "| asked | wanted | found | shown in | command |\n|---|---|---|---|---|\n"
Row = tuple[str, str, str, str, str]
ZEROS: Final = ("lost", "doubled", "on a case that moved on", "without an entry")
CHAOS: Final = "`make chaos`"
KILLED: Final = "[killed at random moments](#killed-at-random-moments)"
DUE: Final = "[due at once](#ten-thousand-steps-due-at-once)"
WALKS: Final = "[random walks](#random-walks)"


def text(page: str) -> str:
    """The table. Raises ValueError where a section does not say what the table is made of."""
    rows = (*_kills(page), *_tries(page), *_walks(page), *_clocks(), *_due(page), _control(page))
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _kills(page: str) -> Iterator[Row]:
    for label, asked in (
        ("workers and `run_deadlines`, SIGKILL", "workers killed while people act"),
        ("PostgreSQL, immediate restart", "PostgreSQL restarted at once"),
        ("broker, FLUSHALL or SIGKILL", "broker emptied or killed"),
    ):
        lines = re.findall(rf"^\| {re.escape(label)} \|(.+)\|$", page, re.MULTILINE)
        cells = [[cell.strip() for cell in line.split("|")] for line in lines]
        most = max(cells, key=lambda row: _number(row[0]), default=None)
        if most is None:
            raise ValueError(f"{PAGE.name} has no row for {label}.")
        told = ", ".join(f"{number} {what}" for number, what in zip(most[2:], ZEROS, strict=True))
        yield asked, most[1], f"{most[0]} times: {told}", KILLED, f"{CHAOS}, `--parts storm,workers`"


def _tries(page: str) -> Iterator[Row]:
    every = _said(page, r"They have ([\d,]+) boundaries; (.+?): ([\d,]+) kills.+?([\d,]+) times a part")
    told = f"{every[1]} boundaries, {every[2]}: {every[3]} kills, {every[4]} times a part of a change"
    yield "killed at every statement", "all or nothing", told, KILLED, f"{CHAOS}, `--parts boundaries`"
    clicks = _said(page, r"([\d,]+) rounds \(wanted ([\d,]+)\) of 50 at once.+?: ([\d,]+) times exactly one")
    told = f"{clicks[1]} rounds of 50: {clicks[3]} times exactly one change"
    yield "double click", f"{clicks[2]} rounds", told, KILLED, f"{CHAOS}, `--parts clicks`"


def _walks(page: str) -> Iterator[Row]:
    memory = _said(page, r"([\d,]+) steps, seed \d+, commit `\w+`; (\w+) found\.")
    yield (
        "random walks in memory",
        "1,000,000 steps",
        f"{memory[1]} steps, {memory[2]} found",
        WALKS,
        "`make walks`",
    )
    stored = _said(page, r"([\d,]+) steps \(wanted ([\d,]+)\); (\w+) found\.")
    told = f"{stored[1]} steps, {stored[3]} found{_short(stored)}"
    command = "`CONTRACT_WALKS=… pytest tests/contract -k whatever_anybody`"
    yield "random walks on PostgreSQL", f"{stored[2]} steps", told, WALKS, command


def _short(stored: re.Match[str]) -> str:
    return "; **not met**" if _number(stored[1]) < _number(stored[2]) else ""


def _clocks() -> Iterator[Row]:
    """What tests compare each time that they run, counted from their tables."""
    from tests.chaos.stories import FIXTURES
    from tests.zones.test_zones import TABLES

    cases = f"{2 * len(FIXTURES)} cases of {len(FIXTURES)} kinds"
    yield (
        "worker's clock wrong by a day", "the same instants",
        f"{cases}, each with the clock right, a day fast and a day slow; the test fails where one differs",
        "`tests/chaos/test_skewed.py`", "`pytest tests/chaos/test_skewed.py`",
    )  # fmt: skip
    rows = [(timer, row) for one in TABLES.values() for timer in one.timers for row in one.rows]
    timers, zones = {timer for timer, _ in rows}, {row.zone for _, row in rows}
    told = f"{len(rows)} instants written out by hand, {len(timers)} timed steps, {len(zones)} zones"
    yield (
        "clock changes, 29 February, ends of months and years", "8 zones",
        f"{told}; the test fails where one differs",
        "`tests/zones`", "`pytest tests/zones`",
    )  # fmt: skip


def _due(page: str) -> Iterator[Row]:
    number, armed = (
        _said(page, r"\| Steps due \| ([\d,]+)")[1],
        _said(page, r"Armed and not due: ([\d,]+)")[1],
    )
    for asked, label, unit in (
        (f"{number} due at once beside {armed} armed: drained", "All that was due, drained", " s"),
        ("meanwhile a batch's transaction, the longest", "Longest transaction of a batch", " ms"),
        ("meanwhile people's clicks, p95 against idle", "Clicks p95 meanwhile", " x"),
    ):
        row = _said(page, rf"\| {label} \| ([\d.,]+){unit} \| ([\d.,]+){unit} \| (.+?) \|")
        yield asked, f"at most {row[1]}{unit}", f"{row[2]}{unit}: {row[3]}", DUE, "`make bench-deadlines`"


def _control(page: str) -> Row:
    rows = re.findall(
        r"^\| Celery ETA, .+? \| [\d,]+ \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|$", page, re.MULTILINE
    )
    if not rows:
        raise ValueError(f"{PAGE.name} has no row of the control.")
    armed, lost, doubled = (sum(map(_number, column)) for column in zip(*rows, strict=True))
    told = f"of {armed:,} steps kept as tasks with an ETA {lost:,} lost and {doubled:,} doubled"
    return (
        "the checker itself, on what is known to fail",
        "objects",
        told,
        KILLED,
        f"{CHAOS}, `--parts control`",
    )


def _said(page: str, pattern: str) -> re.Match[str]:
    found = re.search(pattern, page.replace("\n", " "))
    if found is None:
        raise ValueError(f"{PAGE.name} does not say: {pattern}")
    return found


def _number(said: str) -> int:
    return int(said.replace(",", ""))


def renewed(page: str) -> str:
    """The page with its table as its sections are now."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{text(page)}{END}{rest.partition(END)[2]}"


def main() -> int:
    """Writes the page."""
    os.environ.setdefault("ACCOUNTOPS_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    django.setup()
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
