"""The stage: a database with so many steps due, a million armed, and workers that are told what to do."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import Any

from accountops.embedded.postgres import DATABASE
from benchmarks import loader
from benchmarks.place import ROOT, Place

NAME = "timed"
OPEN_OF_1000 = 200  # as the loader spreads them
SPARE = 1.6  # not every open case has a timed step
SIGN_INS = "timed-sign-ins.json"
PATTERNS, VARIANTS = 140, 6
# A step that is armed and far away: on closed cases, so that nobody who works on a case has to read them.
AHEAD = """
INSERT INTO cases_deadline (case_id, kind, subject, generation, "limit", due_at, next_attempt_at, status,
  reason, attempts, last_error, in_flight, armed_at)
SELECT c.id, 'attention', 'ahead-' || k, 1, false, at.t, at.t, 'armed', '', 0, '', false, now()
  FROM (SELECT id, row_number() OVER (ORDER BY id) n, count(*) OVER () cases FROM cases_case
         WHERE closed_at IS NOT NULL AND id >= 10000) c,
       generate_series(1, %(armed)s / (SELECT count(*) FROM cases_case WHERE closed_at IS NOT NULL
                                       AND id >= 10000) + 1) k,
       LATERAL (SELECT now() + interval '30 days' + (c.n * 37 + k * 1009) %% 864000 * interval '10 s' t) at
"""
DUE = """
SELECT d.case_id FROM cases_deadline d JOIN cases_case c ON c.id = d.case_id
 WHERE d.status = 'armed' AND d.next_attempt_at <= now() AND c.id >= 10000
 GROUP BY d.case_id ORDER BY hashint8extended(d.case_id, 7)
"""


def build(place: Place, cases_due: int, armed: int) -> None:
    """Loads the database NAME: at least `cases_due` cases with a due step, `armed` steps far ahead."""
    with closing(place.connect("postgres")) as connection, connection.cursor() as cursor:
        for name in (NAME, DATABASE):
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    numbers = [str(PATTERNS), str(VARIANTS), str(place.home / SIGN_INS)]
    command = [sys.executable, "-m", "benchmarks.timed.base", *numbers]
    subprocess.run(command, cwd=ROOT, env=place.env(DATABASE), check=True)
    with closing(place.connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE {DATABASE}")
    size = int(cases_due * 1000 / OPEN_OF_1000 * SPARE)
    loader.load(partial(place.connect, NAME), size, place.key("audit_key"))
    with closing(place.connect(NAME)) as connection, connection.cursor() as cursor:
        cursor.execute(AHEAD, {"armed": armed})
        cursor.execute("VACUUM (ANALYZE) cases_deadline")
        cursor.execute("CHECKPOINT")


def due_cases(place: Place) -> list[int]:
    """The cases with a step that is due, in an order that has nothing to do with time."""
    with closing(place.connect(NAME)) as connection, connection.cursor() as cursor:
        cursor.execute(DUE)
        return [row[0] for row in cursor.fetchall()]


def put_off(place: Place, cases: Sequence[int]) -> None:
    """Takes the steps of these cases out of the way."""
    _move(place, cases, "now() + interval '90 days'")


def bring_back(place: Place, cases: Sequence[int]) -> None:
    """The steps of these cases are due when they were."""
    _move(place, cases, "due_at")


def settle(place: Place) -> None:
    """Has everything written to the disk and cleaned up: what loading and the rates left is not the drain's.

    Putting off and bringing back moves each due step twice, which would have the server clean up a table of a
    million steps just then, on one of two processors.
    """
    with closing(place.connect(NAME)) as connection, connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
    os.sync()


def _move(place: Place, cases: Sequence[int], to: str) -> None:
    with closing(place.connect(NAME)) as connection, connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE cases_deadline SET next_attempt_at = {to} WHERE status = 'armed' AND case_id = ANY(%s)",
            [list(cases)],
        )


def count_due(place: Place) -> int:
    """How many steps are due now."""
    with closing(place.connect(NAME)) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM cases_deadline WHERE status = 'armed' AND next_attempt_at <= now()"
        )
        return int(cursor.fetchone()[0])


class Hand:
    """A process that does one way of the work."""

    def __init__(self, place: Place, way: str) -> None:
        self.log = (place.state.logs / f"timed-{way}.log").open("ab")
        self.child = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.timed.ways", way],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, cwd=ROOT,
            env=place.env(NAME),
        )  # fmt: skip
        self.hear()

    def tell(self, cases: Sequence[int]) -> None:
        """Gives it cases to work on."""
        assert self.child.stdin is not None
        self.child.stdin.write(json.dumps(list(cases)) + "\n")
        self.child.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """What it answers next. Raises RuntimeError when it has died."""
        assert self.child.stdout is not None
        line = self.child.stdout.readline()
        if not line:
            raise RuntimeError(f"A worker ended; see {self.log.name}")
        told: dict[str, Any] = json.loads(line)
        return told

    def stop(self) -> None:
        """Ends it."""
        assert self.child.stdin is not None
        self.child.stdin.close()
        self.child.wait(30)
        self.log.close()


def rate(hands: Sequence[Hand], cases: Sequence[int]) -> tuple[int, float]:
    """Rows done and seconds taken when these hands work on the same cases at once."""
    start = time.perf_counter()
    for hand in hands:
        hand.tell(cases)
    done = sum(int(hand.hear()["done"]) for hand in hands)
    return done, time.perf_counter() - start
