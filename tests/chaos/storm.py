"""A run: everything is killed at random moments while people click, mails arrive and timed steps fall due."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import psycopg2
from celery import Celery

from accountops.launcher.parts import Part
from tests.chaos import evidence, feeding
from tests.chaos.checker import Evidence, breaches
from tests.chaos.clicking import Book, Clicker
from tests.chaos.installation import Installation, until
from tests.chaos.killing import Hands, carry_out, plan

# Per minute. A pool's process is there again within a second; the others need some to start.
RATES: Final[Mapping[str, float]] = {
    "pool": 90, "worker": 5, "loop": 5, "beat": 2, "web": 3, "flush": 6, "broker": 6, "database": 6,
}  # fmt: skip
# Database and broker stay: then the pools are always there to be killed in their work.
WORKERS_ONLY: Final[Mapping[str, float]] = {"pool": 180, "worker": 2, "loop": 4}
# Other systems take their time and lose answers: then a call is cut off before its effect, and after it.
TROUBLED: Final[Mapping[str, str]] = {"OUTSIDE_SECONDS": "1.5", "OUTSIDE_TROUBLE": "1"}
PATIENCE_SECONDS: Final = 600.0  # a mail whose reader was killed is read again after five minutes
LONGEST_REST_SECONDS: Final = 1800.0  # as long as less and less is left
LATELY_SECONDS: Final = 60.0
WAKE_SECONDS: Final = 0.3
TASKS: Final = ("cases.tasks.run_deadlines", "cases.tasks.drain_outbox", "cases.tasks.read_mails")
IN_THE_MIDDLE: Final = "unexpected EOF on client connection with an open transaction"


@dataclass(frozen=True)
class Run:
    """What a run did and found."""

    seconds: float
    killed: dict[str, int]
    answers: dict[int, int]
    evidence: Evidence
    faults: list[str]
    drained_after: dict[str, float]
    in_the_middle: int

    @property
    def workers(self) -> int:
        """How many processes that fire timed steps were killed."""
        return sum(self.killed.get(what, 0) for what in ("pool", "worker", "loop"))


def fleet(
    installation: Installation, dice: Random, forking: int, plain: int, more: Mapping[str, str]
) -> Hands:
    """Workers of both sorts, loop, beat and pages with `more` in their environment, none of them started."""
    env, logs = installation.env | more, installation.home / "log"
    command = installation.worker.command[1:]
    words = {"threads": "prefork", "2": "3"}
    pooled = [words.get(word, word) for word in command]
    web = installation.web
    return Hands(
        valkey=installation.valkey,
        dice=dice,
        forking=[Part(f"pool-{number}", pooled, env, logs) for number in range(forking)],
        plain=[Part(f"worker-{number}", command, env, logs) for number in range(plain)],
        loops=[Part("loop", ["manage.py", "run_deadlines"], env, logs)],
        beats=[Part("beat", installation.beat.command[1:], env, logs)],
        webs=[Part("web", web.command[1:], web.env | more, logs)],
        restart=lambda: installation.restart_database(signal.SIGQUIT, dice.choice((0, 0, 0.5))),
    )


def run(
    installation: Installation, *, seed: int, seconds: float, forking: int = 2, plain: int = 1,
    clickers: int = 3, mails: bool = True, rates: Mapping[str, float] = RATES,
    more: Mapping[str, str] = TROUBLED,
) -> Run:  # fmt: skip
    """Runs for so long, lets everything come to rest, and reads what there is. Database and broker run."""
    dice = Random(seed)
    hands = fleet(installation, dice, forking, plain, more)
    feeder = _feeder(installation, seed)
    hands.revive()
    feeder.start()
    try:
        file = installation.home / "fed"
        book, tokens = Book(file), feeding.wait_for(file, PATIENCE_SECONDS)
        until(lambda: _is_up(installation), "the first round of the background work", PATIENCE_SECONDS)
        with _wake_ups(installation):
            seeds = [seed * 10 + one for one in range(clickers)]
            with _held_back(installation, book), _people(installation, tokens, book, seeds, mails=mails):
                took = carry_out(plan(rates, seconds, dice), hands, seconds)
                feeder.ask_to_stop()
            feeder.stop()
            drained, working = _come_to_rest(installation, hands)
        found = evidence.read(installation, book, working=working)
    finally:
        feeder.stop()
        for part in hands.parts:
            part.stop()
    faults = [*book.faults, *map(str, breaches(found))]
    return Run(
        took, dict(hands.killed), dict(book.answers), found, faults, drained, _in_the_middle(installation)
    )


def _feeder(installation: Installation, seed: int) -> Part:
    file = installation.home / "fed"
    file.unlink(missing_ok=True)
    words = ["-m", "tests.chaos.feeding", str(file), str(seed)]
    return Part("feeder", words, installation.env, installation.home / "log")


def _is_up(installation: Installation) -> bool:
    with suppress(OSError):
        return installation.pulse_age("deadlines") < 10 and installation.pulse_age("outbox") < 10
    return False


def _come_to_rest(installation: Installation, hands: Hands) -> tuple[dict[str, float], bool]:
    """Waits until all is done, or nothing more is: after how many seconds each sort of work was, and whether
    it was becoming less and less when the time was up. The checker judges."""
    start, done = time.monotonic(), dict.fromkeys(evidence.OPEN, 0.0)
    fewest, since, now = float("inf"), start, start
    while now - since < PATIENCE_SECONDS and now - start < LONGEST_REST_SECONDS:
        hands.revive()
        time.sleep(0.4)
        left, now = evidence.still_open(installation), time.monotonic()
        done.update(dict.fromkeys(left, round(now - start, 1)))
        if not left:
            return done, False
        if sum(left.values()) < fewest:
            fewest, since = sum(left.values()), now
    return done, now - since < LATELY_SECONDS


@contextmanager
def _held_back(installation: Installation, book: Book) -> Iterator[None]:
    """People wait as long as the machine does not get done what was begun, as the feeder does."""
    over = threading.Event()

    def look() -> None:
        while not over.wait(1.0):
            with suppress(psycopg2.Error):  # the database is being restarted
                (book.behind.set if installation.one(feeding.BEHIND) else book.behind.clear)()

    thread = threading.Thread(target=look, name="back pressure")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


@contextmanager
def _people(
    installation: Installation, tokens: dict[str, str], book: Book, seeds: Sequence[int], *, mails: bool
) -> Iterator[None]:
    """Somebody at work for each seed; at the end each gets the answer it waits for."""
    crowd = [Clicker(installation, tokens, book, seed, mails=mails) for seed in seeds]
    for clicker in crowd:
        clicker.start()
    try:
        yield
    finally:
        for clicker in crowd:
            clicker.over.set()
    for clicker in crowd:
        clicker.join(PATIENCE_SECONDS)
        if clicker.is_alive():
            book.faults.append(f"{clicker.name} never got an answer")


@contextmanager
def _wake_ups(installation: Installation) -> Iterator[None]:
    """As if many beats ran: workers are woken all the time, and have something to be killed in."""
    over = threading.Event()
    app: Any = Celery("wake-ups", broker=f"redis+socket://{installation.valkey.socket}", set_as_current=False)
    app.conf.broker_transport_options = {"socket_connect_timeout": 1, "socket_timeout": 2, "max_retries": 0}

    def wake() -> None:
        while not over.wait(WAKE_SECONDS):
            for task in TASKS:
                with suppress(Exception):  # the broker is being killed
                    app.send_task(task, expires=5, ignore_result=True, retry=False)

    thread = threading.Thread(target=wake, name="wake-ups")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        app.close()


def _in_the_middle(installation: Installation) -> int:
    """How often PostgreSQL saw a process go in the middle of a transaction, by its own log."""
    log = installation.postgres.log
    logs = [log, log.with_name(f"{log.name}.1")]
    return sum(one.read_text(errors="replace").count(IN_THE_MIDDLE) for one in logs if one.exists())
