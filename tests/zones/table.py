"""Tables of due instants, written out by hand from the rules: local times with their offsets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

Due = Callable[[str, str], tuple[datetime, ...]]


@dataclass(frozen=True)
class Row:
    """In `zone`, what began at `start` is due at `dues`; the offsets are those of the zone on that day."""

    zone: str
    start: str
    dues: tuple[datetime, ...]


@dataclass(frozen=True)
class Table:
    """The timed steps of one column each, how the product answers (`due(start, zone)`), and the rows."""

    timers: tuple[str, ...]
    due: Due
    rows: tuple[Row, ...]

    def faults(self) -> list[str]:
        """The rows that the product answers otherwise."""
        found = []
        for row in self.rows:
            answer = self.due(row.start, row.zone)
            if answer != row.dues:
                found.append(f"{row.zone} {row.start}: {[str(one) for one in answer]}, not {row.dues}")
        return found


def table(timers: str, due: Due, text: str) -> Table:
    """A table from lines `zone start due…`; an indented or empty zone column is not known, `-` repeats it."""
    rows, zone = [], ""
    for line in text.strip().splitlines():
        first, start, *dues = line.split()
        zone = zone if first == "-" else first
        rows.append(Row(zone, start, tuple(at(one) for one in dues)))
    return Table(tuple(timers.split()), due, tuple(rows))


def at(text: str) -> datetime:
    """An instant from a local time with its offset; without an offset it would depend on the machine."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text} has no offset.")
    return instant
