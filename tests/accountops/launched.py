"""A launcher in a process of its own, and a look at its children."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.accountops.production import ROOT

PATIENCE_SECONDS = 240.0  # for a machine that does a lot besides
OURS = (
    "ACCOUNTOPS_MODE",
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
    "EXTRA_APPS",
    "PYTEST_XDIST_WORKER",
)
MARKS = {
    "postgres": "bin/postgres",
    "valkey": "valkey-server",
    "web": "-m gunicorn",
    "worker": "accountops.celery --quiet worker",
    "beat": "accountops.celery --quiet beat",
    "mail": "-m accountops.postbox",
}


class Launched:
    """`python -m accountops.launcher …` with its state in `home`."""

    def __init__(self, home: Path, *arguments: str, port: int | None = None) -> None:
        self.home = home
        self.port = port or free_port()
        self.output = home.parent / f"{home.name}-{self.port}.out"
        environment = {key: value for key, value in os.environ.items() if key not in OURS}
        environment |= {"VAR_DIR": str(home), "PORT": str(self.port), "DEMO_CASES": "12"}
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "accountops.launcher", *arguments],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    @property
    def said(self) -> str:
        return self.output.read_text()

    def wait_until_up(self) -> None:
        wait_for(lambda: "Ctrl-C stops everything" in self.said, self)

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def children(self) -> dict[str, int]:
        """Process ids of the direct children by their part's name."""
        found = {}
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for pid in map(int, listed):
            line = command_line(pid)
            found |= {name: pid for name, mark in MARKS.items() if mark in line}
        return found


def command_line(pid: int) -> str:
    """Empty for a process that is gone or a zombie."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def mentioning(text: str) -> list[str]:
    """The command lines of all processes that mention `text`."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [line for line in map(command_line, pids) if text in line]


def wait_for(condition: Callable[[], bool], launched: Launched, patience: float = PATIENCE_SECONDS) -> None:
    """Look at `condition` until it holds; fail with what the launcher said otherwise."""
    limit = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < limit, launched.said
        assert launched.process.poll() is None, launched.said
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
