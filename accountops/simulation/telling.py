"""What a simulation says at its end: tables that read well in a terminal and as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, F, Max
from django.db.models.functions import Greatest

from accountops.simulation.running import Simulation
from cases.kinds import Kind
from cases.models import Case, Deadline, OutboxMessage
from cases.planning import ATTENTION


def told(simulation: Simulation) -> Iterator[str]:
    """The lines: the kinds, their timed steps, what was refused, the invariants."""
    tally = simulation.tally
    yield (
        f"{simulation.start:%Y-%m-%d} to {simulation.end:%Y-%m-%d}, seed {simulation.seed}: "
        f"{len(simulation.keys):,} cases, {tally.steps:,} things tried, {tally.done:,} of them done; "
        f"{tally.fired:,} timed steps fired in {tally.passes:,} passes, {len(simulation.outages)} times all "
        f"workers were away for hours, the latest step fired {_latest(simulation):.1f} h after its time."
    )
    yield from _table(
        ("Kind", "Opened", "Ended as", "Still open", "Messages sent", "Refused"), _kinds(simulation)
    )
    yield from _table(("Timed step", "Fired", "Cancelled", "Armed at the end"), _timers(simulation))
    yield from _table(("Refusal", "Times"), _refusals(simulation))
    yield from _table(("Must hold", "Looked", "Found"), _invariants(simulation))
    yield from (f"- {fault}" for faults in tally.faults.values() for fault in faults[:10])


def _latest(simulation: Simulation) -> float:
    """The most hours from when a step was due, or was armed where that was later, to its firing."""
    rows = Deadline.objects.filter(case__in=simulation.keys, status="fired")
    late = rows.aggregate(most=Max(F("settled_at") - Greatest("due_at", "armed_at")))["most"]
    return float(late.total_seconds()) / 3600 if late else 0.0


def _kinds(simulation: Simulation) -> Iterator[Sequence[Any]]:
    rows = Case.objects.filter(pk__in=simulation.keys)
    for kind in simulation.kinds:
        mine = rows.filter(kind=kind.code)
        sent = OutboxMessage.objects.filter(case__in=mine.values("pk"), status=OutboxMessage.Status.SENT)
        refused = sum(n for (code, _), n in simulation.tally.refused.items() if code == kind.code)
        yield (
            kind.label_plural, mine.count(), _ends(kind, mine), mine.filter(closed_at=None).count(),
            sent.count(), refused,
        )  # fmt: skip


def _ends(kind: Kind, cases: Any) -> str:
    ended = cases.filter(closed_at__isnull=False).values_list("state", "outcome")
    numbers = Counter(kind.outcomes.get(outcome) or kind.state(state).label for state, outcome in ended)
    return ", ".join(f"{name} {number}" for name, number in sorted(numbers.items())) or "-"


def _timers(simulation: Simulation) -> Iterator[Sequence[Any]]:
    rows = Deadline.objects.filter(case__in=simulation.keys).values_list("kind", "status")
    numbers = {
        (kind, status): n
        for kind, status, n in rows.annotate(n=Count("pk")).values_list("kind", "status", "n")
    }
    for kind in simulation.kinds:
        for timer in kind.timers:
            yield (
                timer.kind,
                *(numbers.get((timer.kind, status), 0) for status in ("fired", "cancelled", "armed")),
            )
    yield ATTENTION, *(numbers.get((ATTENTION, status), 0) for status in ("fired", "cancelled", "armed"))


def _refusals(simulation: Simulation) -> Iterator[Sequence[Any]]:
    numbers = Counter[str]()
    for (_, code), number in simulation.tally.refused.items():
        numbers[code] += number
    yield from sorted(numbers.items())
    yield "input not understood", sum(simulation.tally.unclear.values())
    for status, number in sorted(simulation.tally.mails_in.items()):
        yield f"(mail that came in: {status})", number


def _invariants(simulation: Simulation) -> Iterator[Sequence[Any]]:
    tally = simulation.tally
    for name, looked in tally.checks.items():
        found = len(tally.faults.get(name, ()))
        yield name, looked, found or "nothing"
    yield "No timed step failed", tally.passes, tally.failed or "nothing"


def _table(head: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[str]:
    lines = [tuple(map(_word, row)) for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    if widths and len(head) > 4:
        widths = [0 for _ in widths]  # a column of many words would make every line as long
    ruled = [lines[0], tuple("-" * max(width, 3) for width in widths), *lines[1:]]
    yield ""
    for line in ruled:
        yield "| " + " | ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)) + " |"


def _word(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
