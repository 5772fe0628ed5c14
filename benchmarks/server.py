"""One Gunicorn on one database, and one client that keeps its connection."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field

from accountops.embedded.errors import EmbeddedError
from accountops.embedded.process import spawn, stop, tail
from accountops.launcher import ports
from benchmarks.counting import ASK, TELL
from benchmarks.place import ROOT, Place

PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class Asked:
    """One request. `good` are the answers that count as success."""

    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    good: tuple[int, ...] = (200,)


@dataclass(frozen=True)
class Told:
    """The answer and how long it took, from the first byte sent to the last one read, in milliseconds."""

    status: int
    body: bytes
    milliseconds: float
    statements: int | None


class WrongAnswer(RuntimeError):
    """A page did not answer as it should: what was measured then means nothing."""


class Server:
    """The product as `make demo` serves it, but with one process, for one client."""

    def __init__(self, place: Place, database: str) -> None:
        self.log = place.state.logs / f"{database}.log"
        self.port = _free_port()
        conf = ["-c", "python:accountops.gunicorn_conf", "--max-requests", "0"]  # no new process midway
        command = [sys.executable, "-m", "gunicorn", *conf, "-b", f"127.0.0.1:{self.port}", "benchmarks.wsgi"]
        self.child: subprocess.Popen[bytes] = spawn(command, log=self.log, env=place.env(database), cwd=ROOT)
        self.client: http.client.HTTPConnection | None = None

    def wait(self) -> None:
        """Returns when it answers."""
        limit = time.monotonic() + PATIENCE_SECONDS
        while not ports.answers("127.0.0.1", self.port):
            if self.child.poll() is not None or time.monotonic() > limit:
                raise EmbeddedError(f"The pages did not start. {self.log} ends:\n{tail(self.log)}")
            time.sleep(0.05)

    def ask(self, asked: Asked, *, count: bool = False) -> Told:
        """Sends a request and reads all of the answer. Raises WrongAnswer."""
        headers = {"Host": "localhost", **asked.headers} | ({ASK: "1"} if count else {})
        try:
            told = self._ask(asked, headers)
        except (http.client.RemoteDisconnected, ConnectionError, BrokenPipeError):
            self.client = None  # an idle connection was closed: a new one, and the time from then on
            told = self._ask(asked, headers)
        if told.status not in asked.good:
            start = told.body[:300].decode(errors="replace")
            raise WrongAnswer(f"{asked.method} {asked.path} answered {told.status}: {start}\nSee {self.log}")
        return told

    def _ask(self, asked: Asked, headers: dict[str, str]) -> Told:
        if self.client is None:
            self.client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.client.connect()
        start = time.perf_counter()
        self.client.request(asked.method, asked.path, asked.body, headers)
        response = self.client.getresponse()
        body = response.read()
        took = (time.perf_counter() - start) * 1000
        number = response.headers.get(TELL)
        return Told(response.status, body, took, int(number) if number else None)

    def stop(self) -> None:
        """Stops the server."""
        stop(self.child, (signal.SIGTERM, 10.0))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
