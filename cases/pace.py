"""How often something is read without an account: counted in this process alone, so nothing is written."""

from __future__ import annotations

import time
from threading import Lock
from typing import Final

MINUTE: Final = 60


class Pace:
    """At most so many times in a minute of real time, for each key. It forgets everything every minute."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._minute = 0
        self._counts: dict[str, int] = {}
        self._lock = Lock()

    def seconds_to_wait(self, key: str) -> int:
        """Counts one; 0 while it may go on, else the seconds until it may."""
        minute, second = divmod(int(time.time()), MINUTE)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            count = self._counts[key] = self._counts.get(key, 0) + 1
        return MINUTE - second if count > self.most else 0
