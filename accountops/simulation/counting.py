"""What happened in a simulation, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """Counts of one run. `refused` and `unclear` are by kind and code or action."""

    steps: int = 0
    done: int = 0
    passes: int = 0
    fired: int = 0
    cancelled: int = 0
    failed: int = 0
    opened: Counter[str] = field(default_factory=Counter)
    mails_in: Counter[str] = field(default_factory=Counter)
    refused: Counter[tuple[str, str]] = field(default_factory=Counter)
    unclear: Counter[tuple[str, str]] = field(default_factory=Counter)
    checks: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)

    def checked(self, name: str, faults: list[str]) -> None:
        """Notes one look at an invariant and what was found against it."""
        self.checks[name] += 1
        if faults:
            self.faults.setdefault(name, []).extend(faults)

    @property
    def broken(self) -> int:
        """How many faults were found in all."""
        return sum(map(len, self.faults.values()))
