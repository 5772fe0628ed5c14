"""What a batch's transaction consists of: its age, and what its process and its backend did meanwhile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

APPLICATION: Final = "bench-steps-"  # and the number of the process
HELD: Final = (
    "SELECT application_name, pid, xact_start, extract(epoch FROM clock_timestamp() - xact_start) * 1000,"
    " coalesce(wait_event IN ('WalSync', 'WalWrite', 'WALWrite'), false) FROM pg_stat_activity"
    f" WHERE application_name LIKE '{APPLICATION}%' AND xact_start IS NOT NULL AND state <> 'idle'"
)
PROC: Final = Path("/proc")
STOLEN: Final = 8  # the place of what the host kept for others in the first line of /proc/stat


@dataclass(frozen=True)
class Spent:
    """Milliseconds since the beginning: of a process and its backend on a processor and waiting for one.

    `stolen` is what the host of a virtual machine took from all its processors.
    """

    ran: float = 0.0
    waited: float = 0.0
    backend_ran: float = 0.0
    backend_waited: float = 0.0
    stolen: float = 0.0

    def since(self, earlier: Spent) -> Spent:
        """What was spent between two looks."""
        return Spent(*(now - then for now, then in zip(_told(self), _told(earlier), strict=True)))


def _told(spent: Spent) -> tuple[float, ...]:
    return spent.ran, spent.waited, spent.backend_ran, spent.backend_waited, spent.stolen


def spent(process: int, backend: int) -> Spent:
    """What a process and its backend have spent until now, as the kernel counts it."""
    return Spent(*_scheduled(process), *_scheduled(backend), stolen=_stolen())


def _scheduled(process: int) -> tuple[float, float]:
    """Time on a processor and time of waiting for one. Nothing of a process that has ended, or elsewhere."""
    with suppress(OSError):
        ran, waited, _ = (PROC / str(process) / "schedstat").read_text().split()
        return int(ran) / 1e6, int(waited) / 1e6
    return 0.0, 0.0


def _stolen() -> float:
    with suppress(OSError):
        first = (PROC / "stat").read_text().partition("\n")[0].split()
        return int(first[STOLEN]) * 1000 / os.sysconf("SC_CLK_TCK")
    return 0.0


@dataclass
class Held:
    """One transaction as it was seen: its age, and how much of that its COMMIT waited for the disk, in ms.

    `first` and `last` are what was spent at the first and at the last look at it.
    """

    age: float = 0.0
    disk: float = 0.0
    first: Spent | None = None
    last: Spent | None = None

    def seen(self, age: float, at_disk: bool, spent: Spent | None = None) -> None:
        """Once more; what passed since the last look was spent on what it is at now."""
        self.disk += age - self.age if at_disk else 0.0
        self.age = age
        self.first, self.last = self.first or spent, spent

    @property
    def spent(self) -> Spent:
        """What was spent while it was looked at."""
        return self.last.since(self.first) if self.first and self.last else Spent()

    def told(self) -> dict[str, str]:
        """Of what it consisted; what is waited for can be at work meanwhile, so that they overlap."""
        found = self.spent
        return {
            "its COMMIT waited for the disk": f"{self.disk:.0f} ms",
            "its process ran / waited for a processor": f"{found.ran:.0f} / {found.waited:.0f} ms",
            "its backend ran / waited for a processor": (
                f"{found.backend_ran:.0f} / {found.backend_waited:.0f} ms"
            ),
            "the host took from the machine": f"{found.stolen:.0f} ms",
        }


Transactions = dict[tuple[int, str], Held]


def look(cursor: Any, found: Transactions, workers: Mapping[str, int]) -> None:
    """Notes the transactions that are under way; `workers` are the processes by their application's name."""
    cursor.execute(HELD)
    for name, backend, began, age, at_disk in cursor.fetchall():
        one = found.setdefault((backend, str(began)), Held())
        one.seen(float(age), at_disk, spent(workers[name], backend))
