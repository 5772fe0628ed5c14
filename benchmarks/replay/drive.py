"""One replay, asked for on the draft's page and done by two of the product's workers, watched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from accountops.embedded.errors import EmbeddedError
from accountops.embedded.process import spawn, stop, tail
from benchmarks.memory import below, pss
from benchmarks.place import ROOT, Place
from benchmarks.replay.found import Found, Sample
from benchmarks.replay.stage import SIGN_INS
from benchmarks.replay.sums import changed, sums
from benchmarks.server import Asked, Server

WORKERS, READY_SECONDS, LONGEST = 2, 120.0, 3600.0
SAMPLED: Final = 200
SECRET: Final = "b" * 32  # for the cookie and the form alike, as a browser would send them
TICKS: Final = os.sysconf("SC_CLK_TCK")
STATE = "SELECT status, done, total FROM cases_policyreplay WHERE id = %s"
RESULT = "SELECT result, jsonb_array_length(flips) FROM cases_policyreplay WHERE id = %s"


def drive(place: Place, database: str, kind: str, values: dict[str, Any]) -> Found:
    """Asks for a replay, and waits for it. Raises EmbeddedError where it does not come to an end."""
    draft = _helper(place, database, "drafting", kind, json.dumps(values))
    found = Found(kind, values)
    with closing(place.connect(database)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_storeddecision d JOIN cases_case c ON c.id = d.case_id"
                       " WHERE c.kind = %s", [kind])  # fmt: skip
        found.stored = int(cursor.fetchone()[0])
        before = sums(cursor)
        with _workers(place, database) as workers, _served(place, database) as server:
            own, database_own = _seconds(workers), _seconds(below(_postmaster(place)))
            begun = time.monotonic()
            _ask(server, place, kind, draft)
            cursor.execute("SELECT max(id) FROM cases_policyreplay")
            run = int(cursor.fetchone()[0])
            _watch(cursor, run, workers, found, begun)
            found.seconds = time.monotonic() - begun
            found.cpu = _seconds(workers) - own
            found.database_cpu = _seconds(below(_postmaster(place))) - database_own
        cursor.execute(RESULT, [run])
        result, found.kept = cursor.fetchone()
        found.result = json.loads(result) if isinstance(result, str) else result
        after = sums(cursor)
        found.rows = {name: rows for name, (rows, _) in after.items() if rows}
        found.changed = changed(before, after)
    found.sample = json.loads(_helper(place, database, "answers", str(run), str(SAMPLED)))
    return found


def _helper(place: Place, database: str, module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", f"benchmarks.replay.{module}", *arguments]
    env = place.env(database)
    done = subprocess.run(command, cwd=ROOT, env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


@contextmanager
def _workers(place: Place, database: str) -> Iterator[list[int]]:
    """Two workers as the product starts them, on two processors; they are asked for nothing else."""
    celery = [sys.executable, "-m", "celery", "-A", "accountops.celery", "worker", "--pool", "threads"]
    quiet = ["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    logs = [place.state.logs / f"replay-worker-{number}.log" for number in range(WORKERS)]
    for log in logs:
        log.write_bytes(b"")
    env = place.env(database) | {"ACCOUNTOPS_PROCESS": "accountops-worker"}
    children = [
        spawn([*celery, "--concurrency", "2", "-n", f"{log.stem}@%h", *quiet], log=log, env=env, cwd=ROOT)
        for log in logs
    ]
    try:
        limit = time.monotonic() + READY_SECONDS
        while not all("ready" in log.read_text() for log in logs):
            if time.monotonic() > limit or any(child.poll() is not None for child in children):
                raise EmbeddedError(f"A worker did not start:\n{tail(logs[0])}\n{tail(logs[1])}")
            time.sleep(0.1)
        yield [child.pid for child in children]
    finally:
        for child in children:
            stop(child, (signal.SIGTERM, 20.0))


@contextmanager
def _served(place: Place, database: str) -> Iterator[Server]:
    server = Server(place, database)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def _ask(server: Server, place: Place, kind: str, draft: str) -> None:
    """Presses the button on the draft's page, as a manager."""
    session = json.loads((place.home / SIGN_INS.format(kind=kind)).read_text())["manager"]
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={SECRET}", "X-CSRFToken": SECRET,
        "Content-Type": "application/x-www-form-urlencoded",
    }  # fmt: skip
    path = f"/policy/{kind}/drafts/{draft}/replay/"
    server.ask(Asked(path, "POST", headers, b"what=start", good=(302,)))


def _watch(cursor: Any, run: int, workers: Sequence[int], found: Found, begun: float) -> None:
    """Weighs both each second until the replay is over."""
    weighed = 0
    while True:
        cursor.execute(STATE, [run])
        status, done, total = cursor.fetchone()
        since = time.monotonic() - begun
        if since >= weighed:
            weighed += 1
            found.samples.append(Sample(since, sum(map(pss, workers)), done, total))
        if status == "done":
            found.samples.append(Sample(since, sum(map(pss, workers)), done, total))
            return
        if status not in {"waiting", "running"} or since > LONGEST:
            raise EmbeddedError(f"The replay is {status} after {since:.0f} seconds.")
        time.sleep(0.1)


def _postmaster(place: Place) -> int:
    child = place.postgres.child
    assert child is not None
    return child.pid


def _seconds(processes: Sequence[int]) -> float:
    """Processor time of processes, those below them that ended included."""
    ticks = 0
    for process in processes:
        try:
            told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        ticks += sum(int(part) for part in told[11:15])
    return ticks / TICKS
