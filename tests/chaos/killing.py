"""Who is killed when: a plan from a seed, and the hands that carry it out."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import redis

from accountops.embedded.valkey import Valkey
from accountops.launcher.parts import Part

AT_ONCE = (1, 1, 1, 2, 3)  # so many processes with one blow


@dataclass(frozen=True)
class Blow:
    """One moment of the plan, in seconds from the beginning."""

    at: float
    what: str


def plan(rates: Mapping[str, float], seconds: float, dice: Random) -> list[Blow]:
    """Random moments for each thing at its rate (per minute), in the order of time."""
    blows = [Blow(at, what) for what, rate in rates.items() for at in _moments(rate / 60, seconds, dice)]
    return sorted(blows, key=lambda blow: blow.at)


def _moments(rate: float, seconds: float, dice: Random) -> Iterator[float]:
    at = dice.expovariate(rate) if rate else seconds
    while at < seconds:
        yield at
        at += dice.expovariate(rate)


@dataclass
class Hands:
    """The processes that can be killed, by what they are; each is started again at once.

    `forking` workers have a pool of processes, `plain` ones are one process with threads. `restart` restarts
    the database, where there is one to restart. Use it from the main thread only: children die with it.
    """

    valkey: Valkey
    dice: Random
    forking: Sequence[Part]
    plain: Sequence[Part] = ()
    loops: Sequence[Part] = ()
    beats: Sequence[Part] = ()
    webs: Sequence[Part] = ()
    restart: Callable[[], object] | None = None
    killed: Counter[str] = field(default_factory=Counter)

    @property
    def parts(self) -> list[Part]:
        """All of ours."""
        return [*self.forking, *self.plain, *self.loops, *self.beats, *self.webs]

    def strike(self, what: str) -> None:
        """One blow of the plan; then whatever does not run is started."""
        {
            "pool": self._pool, "worker": lambda: self._whole([*self.forking, *self.plain], "worker"),
            "loop": lambda: self._whole(self.loops, "loop"), "beat": lambda: self._whole(self.beats, "beat"),
            "web": self._web, "flush": self._flush, "broker": self._broker, "database": self._database,
        }[what]()  # fmt: skip
        self.revive()

    def revive(self) -> None:
        """What the launcher and a container's restart policy do."""
        for part in self.parts:
            if part.child is None or part.child.poll() is not None:
                part.start()

    def _pool(self) -> None:
        """Processes of the pools; Celery starts others by itself."""
        found = [pid for part in self.forking for pid in children(part)]
        for pid in self.dice.sample(found, min(len(found), self.dice.choice(AT_ONCE))):
            self.killed["pool"] += kill(pid)

    def _whole(self, parts: Sequence[Part], what: str) -> None:
        """A process with everything that it has started."""
        if not parts:
            return
        part = self.dice.choice(parts)
        self.killed["pool"] += sum(kill(pid) for pid in children(part) if part in self.forking)
        if part.child is not None and part.child.poll() is None:
            self.killed[what] += kill(part.child.pid)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(part.child.pid, signal.SIGKILL)
            part.child.wait()

    def _web(self) -> None:
        """One process of Gunicorn's, which starts another, or all of it."""
        found = [pid for part in self.webs for pid in children(part)]
        if found and self.dice.random() < 0.7:
            self.killed["web"] += kill(self.dice.choice(found))
        else:
            self._whole(self.webs, "web")

    def _flush(self) -> None:
        with suppress(redis.RedisError):
            redis.Redis.from_url(self.valkey.url, socket_timeout=2).flushall()
            self.killed["flush"] += 1

    def _broker(self) -> None:
        if self.valkey.child is not None:
            self.killed["broker"] += kill(self.valkey.child.pid)
            self.valkey.child.wait()
        time.sleep(self.dice.choice((0, 0, 0.3, 1)))
        self.valkey.start()
        self.valkey.wait()

    def _database(self) -> None:
        if self.restart is not None:
            self.restart()
            self.killed["database"] += 1


def children(part: Part) -> list[int]:
    """The processes that a part has forked and that run."""
    if part.child is None or part.child.poll() is not None:
        return []
    found: set[int] = set()
    with suppress(OSError):  # a thread, or the process, that has ended meanwhile
        for thread in Path(f"/proc/{part.child.pid}/task").iterdir():  # any of its threads may have forked
            found |= {int(pid) for pid in (thread / "children").read_text().split()}
    return sorted(found)


def kill(pid: int) -> int:
    """SIGKILL; 1 where there was somebody to be killed."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return 0
    return 1


def carry_out(blows: Sequence[Blow], hands: Hands, seconds: float) -> float:
    """Strikes at each moment of the plan until the time is over; answers how long it took, in seconds.

    What a slow machine cannot do in time is left out, never hurried.
    """
    start = time.monotonic()
    for blow in blows:
        wait = start + blow.at - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        if time.monotonic() - start > seconds:
            break
        hands.strike(blow.what)
    return time.monotonic() - start
