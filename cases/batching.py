"""How many timed steps go into one transaction: as many as are done in a short time on this machine, now."""

from __future__ import annotations

import os
from typing import Final

MOST: Final = 200
LEAST: Final = 5
BEGIN: Final = 10
AIM_SECONDS: Final = 0.1  # a lock is held for 0.2 at most: a batch that turns out slow stays within it
NICER: Final = 5
GROWTH: Final = 2.0  # at most per batch: one quick batch says little


class Batching:
    """The size of the next batch, from how long the last ones took."""

    def __init__(self, *, most: int = MOST, begin: int = BEGIN) -> None:
        self.most, self.size = most, min(begin, most)

    def took(self, rows: int, seconds: float) -> None:
        """Learns from a batch of so many rows; one that was not full says nothing about a larger one."""
        if rows <= 0 or (rows < self.size and seconds <= AIM_SECONDS):
            return
        wanted = rows * AIM_SECONDS / max(seconds, 0.001)
        self.size = max(min(LEAST, self.most), min(self.most, int(min(wanted, rows * GROWTH))))


def give_way() -> None:
    """Lets the pages of people go first where this process shares a machine with them. Once per process."""
    os.nice(NICER)
