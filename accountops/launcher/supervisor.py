"""Keeps everything running: what dies is started again, and on the way out everything stops in order."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from accountops.embedded.errors import EmbeddedError
from accountops.launcher.environment import Service
from accountops.launcher.parts import Part

TICK_SECONDS = 0.2
FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 15.0
HEALTHY_AFTER_SECONDS = 30.0
GIVE_UP_AFTER = 8  # starts of a service in a row that did not last


@dataclass
class Watch:
    """One child and how often it died lately."""

    part: Service | Part
    started: float = field(default_factory=time.monotonic)
    failures: int = 0
    again_at: float | None = None

    def delay(self) -> float:
        """Seconds until the next attempt: doubled after each failure in a row."""
        return min(FIRST_DELAY_SECONDS * 2.0 ** max(self.failures - 1, 0), LONGEST_DELAY_SECONDS)


class Supervisor:
    """Starts services first and parts after them; `watch` returns only through an exception."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.watches: list[Watch] = []

    def start_services(self, services: list[Service]) -> None:
        """Start all of them side by side, then wait for each."""
        for service in services:
            self._start(service)
        for service in services:
            service.wait()

    def start_parts(self, parts: list[Part]) -> None:
        """Start the programs that need the services."""
        for part in parts:
            self._start(part)

    def watch(self, every_tick: Callable[[], None]) -> None:
        """Look after the children until a signal ends it. EmbeddedError: a service stays broken."""
        while True:
            for watch in self.watches:
                self._look_at(watch)
            every_tick()
            time.sleep(TICK_SECONDS)

    def restart_parts(self) -> None:
        """Stop our own programs and start them again; the services stay."""
        watches = [watch for watch in self.watches if isinstance(watch.part, Part)]
        _stop_parts([watch.part for watch in watches if isinstance(watch.part, Part)])
        for watch in watches:
            watch.part.start()
            watch.started, watch.again_at, watch.failures = time.monotonic(), None, 0

    def stop(self) -> None:
        """Our programs first, side by side; then the services they were using."""
        _stop_parts([watch.part for watch in self.watches if isinstance(watch.part, Part)])
        for watch in reversed(self.watches):
            if not isinstance(watch.part, Part):
                watch.part.stop()
        self.watches.clear()

    def _start(self, part: Service | Part) -> None:
        watch = Watch(part)
        self.watches.append(watch)  # before the start: whatever happens, it is stopped at the end
        part.start()

    def _look_at(self, watch: Watch) -> None:
        now = time.monotonic()
        child = watch.part.child
        if watch.again_at is not None:
            if now >= watch.again_at:
                self._again(watch)
        elif child is not None and child.poll() is not None:
            lived = now - watch.started
            watch.failures = 1 if lived > HEALTHY_AFTER_SECONDS else watch.failures + 1
            watch.again_at = now + watch.delay()
            ending = _ending(child.returncode)
            self.say(f"{watch.part.name} stopped ({ending}); starting it again. See {watch.part.log}")

    def _again(self, watch: Watch) -> None:
        watch.started, watch.again_at = time.monotonic(), None
        try:
            watch.part.start()
            if not isinstance(watch.part, Part):
                watch.part.wait()
        except EmbeddedError:
            if watch.failures >= GIVE_UP_AFTER:
                raise
            return  # its child is dead: the next look counts the failure and waits longer
        self.say(f"{watch.part.name} runs again.")


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"


def _stop_parts(parts: list[Part]) -> None:
    for part in parts:
        part.ask_to_stop()
    for part in parts:
        part.stop()
