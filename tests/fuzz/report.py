"""The published figures of a long run."""

from __future__ import annotations

from collections.abc import Iterator

from tests.fuzz.running import CHECKS, Ran
from tests.fuzz.server import ROOT

PAGE = ROOT / "docs" / "fuzz.md"
INTRODUCTION = """\
# Generated calls

`make fuzz` (SECONDS=600, SEED=1) lets schemathesis read the description of the API and call a running
server, the one that an installation has, with all that the description allows and with all that it
forbids. Every other call is made by somebody with the roles of all kinds; the others go round everybody,
each role with a token and with a session. One run takes the description as it is; in the other each
action, event and kind is a call of its own, with input that means something. `make test` holds a short run of
both: of what the description enumerates for a call it sends the first 150 and every sixth of the others.
This page is written by the long one.
"""


def page(runs: list[Ran]) -> str:
    """The whole page."""
    parts = [INTRODUCTION, *_totals(runs), *(part for ran in runs for part in _of(ran))]
    return "\n".join(parts).rstrip() + "\n"


def _totals(runs: list[Ran]) -> Iterator[str]:
    yield f"Held against: {', '.join(CHECKS)}.\n"
    yield "| run | seed | seconds | generated cases | by token | by session | by nobody | faults |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for ran in runs:
        ways = " | ".join(f"{ran.ways.get(way, 0):,}" for way in ("token", "session", "nobody"))
        faults = sum(failure["count"] for failure in ran.failures)
        yield f"| {ran.name} | {ran.seed} | {ran.seconds:.0f} | {ran.calls:,} | {ways} | {faults} |"
    yield ""


def _of(ran: Ran) -> Iterator[str]:
    yield f"## {ran.name.capitalize()}\n"
    yield "| call | calls | answers |"
    yield "|---|---:|---|"
    for call, seen in sorted(ran.seen.items()):
        answers = ", ".join(f"{status}: {number:,}" for status, number in sorted(seen.items()))
        yield f"| `{call}` | {sum(seen.values()):,} | {answers} |"
    yield ""
