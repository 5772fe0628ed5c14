"""How somebody else's table becomes ours: names, values, defaults, clocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class MappingError(ValueError):
    """The mapping file is wrong; `faults` are the sentences that say how."""

    def __init__(self, *faults: str) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Clock:
    """How wall-clock times of a column are read: formats beside ISO 8601, and in which zone.

    `twice` says which one is meant of a time that a clock change makes occur twice (first, second, refuse),
    `skipped` what to do with one that it leaves out (after, refuse).
    """

    zone: str = ""
    zone_column: str = ""
    formats: tuple[str, ...] = ()
    twice: str = "refuse"
    skipped: str = "refuse"


@dataclass(frozen=True)
class ColumnMap:
    """A mapping file, read: `columns` from their names (as `folded`) to ours, `values` by our column."""

    columns: Mapping[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    clock: Clock = Clock()
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    decimal: str = "."

    def clock_of(self, column: str) -> Clock:
        """How the instants of one of our columns are read."""
        return self.clocks.get(column, self.clock)


def folded(name: str) -> str:
    """A name or a value as it is compared: without letter case and spare spaces."""
    return " ".join(name.split()).casefold()
