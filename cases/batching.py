"""How many timed steps share a transaction: as many as are done in a short time on this machine, now.

The time is what counts: steps are begun until it is over, and the size only spares claiming many more than
are done. People's clicks wait for what a batch has locked.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from django.urls import reverse

MOST: Final = 200
LEAST: Final = 5
BEGIN: Final = 10
AIM_SECONDS: Final = 0.08  # a lock is held for 0.2 at most: what is begun is still to be ended and written
NICER: Final = 5
GROWTH: Final = 2.0  # at most per batch: one quick batch says little
PAUSE: Final = 0.1  # of a batch's time, before the next one: whoever waited for a processor or a lock gets it
GROUP: Final = Path("/proc/self/autogroup")
Ticks = Callable[[], float]


class Stopwatch:
    """How long a transaction has gone on; `ticks` are seconds of a clock that is never set."""

    def __init__(self, ticks: Ticks = time.monotonic) -> None:
        self._ticks, self._begun = ticks, ticks()

    @property
    def seconds(self) -> float:
        """Since it was made."""
        return self._ticks() - self._begun

    def is_over(self) -> bool:
        """Whether no further step should be begun."""
        return self.seconds >= AIM_SECONDS


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
    """Lets the pages of people go first where this process shares a machine with them. Once per process.

    Where the kernel divides the processors among sessions first, niceness counts within a session only:
    there the whole session is made nicer, if it is this process's own and the system allows it.
    """
    os.nice(NICER)
    if os.getsid(0) == os.getpid():
        with suppress(OSError):  # no Linux, not switched on, read-only, not allowed
            GROUP.write_text(str(NICER))


def keep_what_stays() -> None:
    """What was loaded so far is passed over by the garbage collector. Once, before a process works or forks.

    A full collection walks through all of Django: a fifth of a second, within which a batch holds its locks
    and no page is drawn. All pages' modules are loaded for it, which the first link in a message does else.
    """
    reverse("home")
    gc.collect()
    gc.freeze()
