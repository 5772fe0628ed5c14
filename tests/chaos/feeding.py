"""A process that opens cases of all kinds so that their timed steps fall due within seconds.

    python -m tests.chaos.feeding FILE SEED

The clock's override stands so far back that one of the case's timed steps falls due in a moment of the real
clock. Its first line in FILE are the tokens of a person for each role; each further one is a case.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

SOONEST, LATEST = 1.0, 12.0  # seconds until the chosen timed step is due
PAUSE_SECONDS = 0.15
ASKING = "closing by itself"  # the path at whose end other systems are asked for something
ASKING_EACH = 5  # every so-manieth case goes it
# A run that feeds more than the machine can work off says nothing about what it was made for.
MOST_DUE, MOST_WAITING = 200, 400
BEHIND = f"""
SELECT (SELECT count(*) FROM cases_deadline WHERE status = 'armed' AND next_attempt_at <= now()) > {MOST_DUE}
    OR (SELECT count(*) FROM cases_outboxmessage WHERE status = 'pending') > {MOST_WAITING}
"""


def people() -> dict[str, str]:
    """A person for each role, and a token of each."""
    from cases.models import User
    from cases.tokens import SCOPES, issue
    from tests.chaos.stories import FIXTURES
    from tests.contract import world

    organisations = {role: name for fixture in FIXTURES for role, name in fixture.organisations.items()}
    if not User.objects.filter(username="manager.person").exists():
        world.people(organisations)
    found = User.objects.filter(username__endswith=".person")
    return {
        user.username.removesuffix(".person"): issue(user, "chaos", set(SCOPES) - {"policy"}, timedelta(1))[1]
        for user in found
    }


class Feeder:
    """One case after another, of each kind and path in turn."""

    def __init__(self, file: Path, seed: int) -> None:
        from tests.chaos.stories import FIXTURES, ahead

        self.file, self.dice = file, Random(seed)
        self.number = seed * 100_000
        self.ways = [(fixture, path, ahead(fixture, path)) for fixture in FIXTURES for path in fixture.paths]

    def feed(self) -> None:
        """One more case; a database that is away costs only this one."""
        from django.db import Error, connection

        from cases import clock
        from tests.chaos.stories import STEP, walk

        asking = [way for way in self.ways if way[1].name == ASKING]
        fixture, path, offsets = self.dice.choice(self.ways if self.number % ASKING_EACH else asking)
        soon = timedelta(seconds=self.dice.uniform(SOONEST, LATEST))
        back = self.dice.choice(offsets) if offsets else timedelta()
        short = self.dice.randint(0, len(path.calls)) if self.number % ASKING_EACH else 0
        self.number += 1
        try:
            now = clock.now()
            at = min(now - back + soon, now - STEP * len(path.calls))  # no step of it lies in the future
            walked = walk(fixture, path, self.number, at, short=short)
        except Error:
            with suppress(Error):
                connection.close()
            return
        self.write({"reference": walked.reference, "kind": fixture.kind, "path": path.name, "short": short})

    def write(self, line: dict[str, Any]) -> None:
        """One line, whole."""
        with self.file.open("ab", buffering=0) as file:
            file.write(f"{json.dumps(line)}\n".encode())


def main(words: list[str]) -> None:
    """Until SIGTERM."""
    import django

    django.setup()
    file, seed = Path(words[0]), int(words[1])
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    feeder = Feeder(file, seed)
    feeder.write({"tokens": people()})
    while not stop.is_set():
        if not is_behind():
            feeder.feed()
        stop.wait(PAUSE_SECONDS)


def is_behind() -> bool:
    """Whether so much waits that nothing more should be begun; also where nobody can say."""
    from django.db import Error, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute(BEHIND)
            return bool(cursor.fetchone()[0])
    except Error:
        with suppress(Error):
            connection.close()
        return True


def wait_for(file: Path, patience: float) -> dict[str, str]:
    """The tokens, as soon as the process has written them."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        lines = file.read_text().splitlines() if file.exists() else []
        if lines:
            tokens: dict[str, str] = json.loads(lines[0])["tokens"]
            return tokens
        time.sleep(0.1)
    raise TimeoutError(f"nobody has written into {file} within {patience:.0f} s")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountops.settings")
    main(sys.argv[1:])
