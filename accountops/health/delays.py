"""What is late at the moment, for the banner on every page. No request asks: a thread of each process looks.

Whether messages and timed steps go out is seen by their rounds and by what is due, so that a broker that is
away counts only when nobody does its work (`run_deadlines` may).
"""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from threading import Lock, Thread
from time import sleep
from typing import Final

from django.conf import settings
from django.db import connection

from accountops.health import ready
from cases import clock, deadlines, outbox, vitals

log = logging.getLogger(__name__)

UNTOUCHED_SECONDS: Final = 60.0  # due so long, and nobody took it: the rounds do not keep up
WITHOUT_BROKER_ROUNDS: Final = 2.4  # in place of both: the reason is known, and two rounds are enough
WORDS: Final = {outbox.PULSE: "messages", deadlines.PULSE: "timed steps"}


@dataclass(frozen=True)
class Delays:
    """What waits, in words, and for how many seconds nothing of it has been done."""

    what: tuple[str, ...]
    seconds: float

    @property
    def title(self) -> str:
        """The first sentence of the banner."""
        return f"{' and '.join(self.what).capitalize()} are waiting."

    @property
    def text(self) -> str:
        """The rest of it."""
        return (
            f"None went out for {_length(self.seconds)}. Your changes are saved; "
            "what waits is done by itself, in order, as soon as it can be."
        )


def _length(seconds: float) -> str:
    """A length of time in the largest unit of which there are two, which is as precise as anybody needs."""
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{int(seconds // length)} {unit}"
    return "a minute" if seconds >= 60 else "a moment"


def look() -> Delays | None:
    """Asks database and broker; None when nothing is late. Raises what the database raises."""
    now = clock.now()
    ages, due = vitals.pulse_ages(now), vitals.untouched(now)
    hurried = not ready.is_well("broker")
    late = {name: _late(ages.get(name), due[name], hurried=hurried) for name in WORDS}
    waiting = {WORDS[name]: seconds for name, seconds in late.items() if seconds}
    return Delays(tuple(waiting), max(waiting.values())) if waiting else None


def _late(silent: float | None, untouched: float, *, hurried: bool) -> float:
    """For how many seconds nothing was done, 0 when all is well. What never ran has only its rows to tell."""
    soon = WITHOUT_BROKER_ROUNDS * settings.WAKE_UP_SECONDS
    if silent is not None and silent > (soon if hurried else vitals.SILENT_SECONDS):
        return silent
    return untouched if untouched > (soon if hurried else UNTOUCHED_SECONDS) else 0.0


class Watch:
    """The last look, renewed by a thread that the first question starts."""

    def __init__(self) -> None:
        self.known: Delays | None = None
        self.looked = False
        self._starting = Lock()
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Starts looking, unless that was done. Tests look when they want to."""
        if self._thread is None and not settings.IS_TEST:
            with self._starting:
                if self._thread is None:
                    self._thread = Thread(target=self._run, name="delays", daemon=True)
                    self._thread.start()

    def renew(self) -> None:
        """Looks now. While the database is away the last answer stays: pages tell that themselves."""
        try:
            self.known = look()
            self.looked = True
        except Exception as error:  # noqa: BLE001 - the thread must live on, whatever the database says
            log.info("whether anything is late is not known: %s", error)

    def _run(self) -> None:
        while True:
            self.renew()
            connection.close()  # a session for every process would be idle nearly always
            sleep(settings.WAKE_UP_SECONDS)


def known() -> Delays | None:
    """What the last look found, at once; before the first one nothing is known to be late."""
    _watch.begin()
    return _watch.known


def is_over() -> bool:
    """Whether a look found that nothing is late."""
    return _watch.looked and _watch.known is None


def renew() -> None:
    """Looks now, for whom the thread's pace is too slow."""
    _watch.renew()


def _afresh() -> None:
    """A forked process has the memory of its parent, and none of its threads."""
    global _watch  # noqa: PLW0603 - one a process
    _watch = Watch()


_watch = Watch()
os.register_at_fork(after_in_child=_afresh)
