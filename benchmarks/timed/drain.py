"""So many steps due at once: two processes do them while people click. What each of them notices."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import cycle

from accountops.embedded.errors import EmbeddedError
from accountops.embedded.process import spawn, stop, tail
from benchmarks.memory import pss
from benchmarks.place import ROOT, Place
from benchmarks.rows import Row, Target, rows
from benchmarks.run import percentile
from benchmarks.server import Server
from benchmarks.timed.held import APPLICATION, Held, Transactions, look
from benchmarks.timed.stage import NAME, count_due

WORKERS = 2
CLICKS = ("queue:specialist", "case:specialist", "create", "action")
IDLE_CLICKS = 120
CLICK_EACH = 0.1  # seconds: ten a second, as of fifty people who do something every five seconds
LONGEST = 300.0
LATE = """
SELECT extract(epoch FROM settled_at - to_timestamp(%s)), kind, status, reason FROM cases_deadline
 WHERE status <> 'armed' AND due_at < to_timestamp(%s) AND settled_at >= to_timestamp(%s) ORDER BY 1
"""


@dataclass
class Drained:
    """What was seen while the steps were done."""

    due: int = 0
    seconds: float = 0.0
    fired: int = 0
    lates: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    transactions: Transactions = field(default_factory=dict)
    idle: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def longest(self) -> Held:
        """The transaction that held its locks longest."""
        return max(self.transactions.values(), key=lambda one: one.age)

    def told(self) -> dict[str, str]:
        """The figures by what they are, in the order of the page."""
        held = [one.age for one in self.transactions.values()]
        early = [mb for at, mb in self.memory if at <= self.seconds / 2] or [0.0]
        late = [mb for at, mb in self.memory if at > self.seconds / 2] or early
        return {
            "Steps due": f"{self.due:,}",
            "Fired": ", ".join(f"{number:,} {kind}" for kind, number in self.kinds.most_common()),
            "Settled otherwise": ", ".join(f"{number:,} {how}" for how, number in self.others.most_common())
            or "none",
            "Drained in": f"{self.seconds:.1f} s, {self.fired / self.seconds:,.0f} a second",
            "Lateness p50 / p99": f"{percentile(self.lates, 0.5):.1f} / {percentile(self.lates, 0.99):.1f} s",
            "A batch's transaction p50 / p99 / longest, seen every 5 ms": (
                f"{percentile(held, 0.5):.0f} / {percentile(held, 0.99):.0f} / {self.longest.age:.0f} ms"
            ),
            **{f"Of the longest, {what}": much for what, much in self.longest.told().items()},
            "Clicks p95, ten a second, idle / meanwhile": (
                f"{percentile(self.idle, 0.95):.1f} / {percentile(self.meanwhile, 0.95):.1f} ms"
                f" ({percentile(self.meanwhile, 0.95) / percentile(self.idle, 0.95):.2f} x,"
                f" {len(self.meanwhile)} clicks)"
            ),
            "Memory of the two, first / second half": f"{max(early):.0f} / {max(late):.0f} MB",
        }


def drain(place: Place, target: Target) -> Drained:
    """Measures clicks alone, then clicks while two processes of `run_deadlines` do all that is due."""
    found, clicks = Drained(due=count_due(place)), _clicks(target)
    for _ in range(IDLE_CLICKS):
        found.idle.append(next(clicks))
    del found.idle[: IDLE_CLICKS // 4]  # caches fill
    start, begun = time.time(), time.monotonic()
    # Commands refuse an installation without TLS; they serve no page, so that the address is only a name.
    env = place.env(NAME) | {
        "PUBLIC_URL": "https://localhost",
        "SSL_REDIRECT": "no",
    }
    log = place.state.logs / "timed-drain.log"
    command = [sys.executable, "manage.py", "run_deadlines"]
    names = [f"{APPLICATION}{number}" for number in range(WORKERS)]
    workers = [spawn(command, log=log, env=env | {"ACCOUNTOPS_PROCESS": name}, cwd=ROOT) for name in names]
    try:
        with _watching(place, found, begun, dict(zip(names, (one.pid for one in workers), strict=True))):
            while count_due(place) and time.monotonic() < begun + LONGEST:
                found.meanwhile += [next(clicks) for _ in range(len(CLICKS))]
                if any(worker.poll() is not None for worker in workers):
                    raise EmbeddedError(f"A worker ended. {log} ends:\n{tail(log)}")
        found.seconds = time.monotonic() - begun
    finally:
        for worker in workers:
            stop(worker, (signal.SIGTERM, 20.0))
    with closing(place.connect(NAME)) as connection, connection.cursor() as cursor:
        cursor.execute(LATE, [start, start, start])
        settled = cursor.fetchall()
    fired = [(late, kind) for late, kind, status, _ in settled if status == "fired"]
    found.lates = [float(late) for late, _ in fired]
    found.kinds = Counter(kind for _, kind in fired)
    found.others = Counter(f"{status}: {reason}" for _, _, status, reason in settled if status != "fired")
    found.fired = len(found.lates)
    return found


def _clicks(target: Target) -> Iterator[float]:
    asked: list[Row] = [row for row in rows() if row.code in CLICKS]
    begun = time.monotonic()
    for row in cycle(sorted(asked, key=lambda row: CLICKS.index(row.code))):
        time.sleep(max(0.0, begun + CLICK_EACH - time.monotonic()))
        begun = time.monotonic()
        told = target.server.ask(row.asked(target))
        if row.after is not None:
            row.after(target, told)
        target.turn += 1
        yield told.milliseconds


@contextmanager
def _watching(place: Place, found: Drained, begun: float, workers: Mapping[str, int]) -> Iterator[None]:
    """Looks at transactions every 5 ms and at memory every half second, beside all else."""
    over = threading.Event()

    def transactions() -> None:
        with closing(place.connect(NAME)) as connection, connection.cursor() as cursor:
            while not over.wait(0.005):
                look(cursor, found.transactions, workers)

    def memory() -> None:
        while not over.wait(0.5):
            with suppress(FileNotFoundError, ProcessLookupError):  # one ends before it is weighed
                found.memory.append((time.monotonic() - begun, sum(map(pss, workers.values()))))

    watchers = [threading.Thread(target=transactions), threading.Thread(target=memory)]
    for one in watchers:
        one.start()
    try:
        yield
    finally:
        over.set()
        for one in watchers:
            one.join()


def serve(place: Place) -> Server:
    """The product's pages on this database, for the clicks."""
    server = Server(place, NAME)
    server.wait()
    return server
