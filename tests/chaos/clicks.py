"""Rounds of fifty at once at one case: exactly one change each.

    python -m tests.chaos.clicks ROUNDS SECONDS

Ends after so many rounds, or when the time is over, and prints a JSON object. Fifty threads with connections
of their own perform one action on one case, all released at one moment; the kinds take turns.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import suppress
from itertools import count
from typing import Any, Final

AT_ONCE: Final = 50
_numbers = count(int(time.time()))


class Crowd:
    """So many threads that stay, and do one thing together whenever told to."""

    def __init__(self, number: int) -> None:
        self.start, self.end = threading.Barrier(number + 1), threading.Barrier(number + 1)
        self.work: Any = None
        self.results: list[Any] = [None] * number
        self.threads = [threading.Thread(target=self._run, args=[one], daemon=True) for one in range(number)]
        for thread in self.threads:
            thread.start()

    def together(self, work: Any) -> list[Any]:
        """What each got: an answer, or the exception that was raised."""
        self.work = work
        self.start.wait()
        self.end.wait()
        return list(self.results)

    def leave(self) -> None:
        """Ends all threads and their connections."""
        self.start.abort()
        for thread in self.threads:
            thread.join()

    def _run(self, number: int) -> None:
        from django.db import connection

        connection.ensure_connection()
        with suppress(threading.BrokenBarrierError):
            while True:
                self.start.wait()
                try:
                    self.results[number] = self.work()
                except Exception as error:  # noqa: BLE001 - what went wrong is the round's to judge
                    self.results[number] = error
                self.end.wait()
        connection.close()


def round_of(crowd: Crowd, fixture: Any, *, with_version: bool) -> str:
    """One round; what was wrong with it, "" where it was one change."""
    from django.db import OperationalError

    from cases import clock
    from cases.models import Case, TimelineEntry
    from cases.workflow import Outcome, Stale, advance
    from tests.chaos.stories import walk

    path, name, role = fixture.path(fixture.click[0]), fixture.click[1], fixture.click[2]
    walked = walk(fixture, path, next(_numbers), fixture.start)
    before = Case.objects.get(reference=walked.reference)
    version = before.version if with_version else None
    data = fixture.inputs.get(name, {})

    def click() -> Any:
        with clock.fixed_at(walked.end):
            return advance(
                walked.reference, name, actor=None, as_role=role, data=data, expected_version=version
            )

    results = crowd.together(click)
    done = [one for one in results if isinstance(one, Outcome) and one.ok]
    # Who waits too long for the others is turned away (503 over HTTP): on a machine with much else to do.
    calm = (Outcome, Stale, OperationalError)
    strange = [one for one in results if not isinstance(one, calm)]
    entries = TimelineEntry.objects.filter(case=before.pk, action=name, refused=False, version__isnull=False)
    stored = entries.filter(version__gt=before.version).count()
    if len(done) == stored == 1 and not strange:
        return ""
    return f"{walked.reference} {name}: {len(done)} told, {stored} stored, {strange[:2]}"


def main(rounds: int, seconds: float) -> int:
    """The kinds in turn; 1 where a round was not exactly one change."""
    import django

    django.setup()
    from django.db import OperationalError

    from cases import timeline
    from tests.chaos.stories import FIXTURES

    crowd, faults, start = Crowd(AT_ONCE), [], time.monotonic()
    done = turned_away = 0
    while done < rounds and time.monotonic() - start < seconds:
        fixture = FIXTURES[done % len(FIXTURES)]
        fault = round_of(crowd, fixture, with_version=done % 2 == 0)
        done += 1
        turned_away += any(isinstance(one, OperationalError) for one in crowd.results)
        faults += [fault] if fault else []
    faults += timeline.faults()
    took = time.monotonic() - start
    told = {
        "rounds": done, "wanted": rounds, "at_once": AT_ONCE, "turned_away": turned_away, "faults": faults,
        "seconds": took,
    }  # fmt: skip
    print(json.dumps(told))  # noqa: T201 - the answer
    return int(bool(faults))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    sys.exit(main(int(sys.argv[1]), float(sys.argv[2])))
