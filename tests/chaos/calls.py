"""Calls to other systems: each row has one effect at the receiving end, or an outcome that says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

OVER: Final = frozenset({"done", "stuck", "dropped", "by_hand"})
SURE: Final = frozenset(
    {"rejected", "conflict", "auth", "forbidden", "not_found", "transient", "rate_limited"}
)
Told = tuple[str, str, str]  # the name of the breach, where it is, and what it is


@dataclass(frozen=True)
class Asked:
    """One row: what a system was asked under a business key, after so many tries on record.

    `by_person`: somebody confirmed it by hand. `open_tries` are those that tell of no outcome.
    """

    key: str
    case: str
    system: str
    operation: str
    status: str
    outcome: str = ""
    reason: str = ""
    by_person: bool = False
    tries: int = 1
    open_tries: int = 0
    told: bool = True


@dataclass(frozen=True)
class Reached:
    """One thing that reached the other end: it was asked ("asked"), or it did it ("effect")."""

    what: str
    system: str
    case: str
    operation: str
    key: str


def untrue(
    rows: Sequence[Asked], wanted: Sequence[str], reached: Sequence[Reached], rest: str
) -> Iterator[Told]:
    """Every promise about calls that was not kept. `wanted` are the keys of messages that went out to ask for
    a call; `rest` is the name of what is not over yet."""
    known = {row.key for row in rows}
    effects = Counter(one.key for one in reached if one.what == "effect")
    asked = Counter(one.key for one in reached if one.what == "asked")
    for key in wanted:
        if key not in known:
            yield "lost", key, "a message asked for a call, and there is no row of it"
    for row in rows:
        yield from _row(row, effects[row.key], asked[row.key], reached, rest)
    for key in sorted({*effects, *asked} - known):
        yield "not sent by us", key, "it reached the other system, and no row has that key"


def _row(row: Asked, effects: int, asked: int, reached: Sequence[Reached], rest: str) -> Iterator[Told]:
    if effects > 1:
        yield "doubled", row.key, f"it was done {effects} times there"
    if asked > row.tries:
        yield "no entry", row.key, f"it was asked {asked} times, and {row.tries} tries are on record"
    if row.status not in OVER:
        yield rest, row.key, f"the call is {row.status}"
        return
    if row.open_tries and not row.by_person:  # who confirms by hand does not wait for one that was cut off
        yield "no reason", row.key, f"{row.open_tries} tries without an outcome, and the call is {row.status}"
    if not row.told and row.status in {"done", "stuck"}:
        yield rest, row.key, "the case was not told what came of it"
    if row.status == "done" and not row.by_person and not effects and not _stood_already(row, reached):
        yield "lost", row.key, "it counts as done, and the other system did nothing"
    if row.status == "stuck" and not (row.outcome and row.reason):
        yield "no reason", row.key, "it needs a person, and nothing says why"
    if row.status == "stuck" and row.outcome in SURE and effects:
        yield "moved on", row.key, f"it was done there, and counts as {row.outcome}"
    if row.status == "by_hand" and effects:
        yield "moved on", row.key, "it is for a person to do, and was done there"


def _stood_already(row: Asked, reached: Sequence[Reached]) -> bool:
    """Whether its ticket was as asked without it: from the beginning, or by another call."""
    mine = (row.case, row.system)
    done = [one for one in reached if one.what == "effect" and (one.case, one.system) == mine]
    if row.outcome != "already_done":
        return False
    return any(one.operation == row.operation for one in done) or row.operation == "open_again"
