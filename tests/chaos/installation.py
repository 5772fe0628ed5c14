"""An installation of real processes whose database and broker the tests stop and start as they like."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg2

from accountops.embedded.postgres import DATABASE, SUPERUSER, Postgres
from accountops.embedded.process import stop
from accountops.embedded.state import prepare, remove
from accountops.embedded.valkey import Valkey
from accountops.launcher.parts import ROOT, parts
from accountops.launcher.ports import any_free
from tests.chaos.left import end_left

PATIENCE_SECONDS = 60.0
CONNECTORS = ("CRM_CONNECTOR", "SERVICE_DESK_CONNECTOR")


class Installation:
    """PostgreSQL, Valkey, Gunicorn, a worker and beat below `home`; nobody starts again what is stopped."""

    def __init__(self, home: Path) -> None:
        self.home = home
        state = prepare(home)
        # A killed server loses nothing that it has handed to the kernel; only a machine's end would.
        self.postgres, self.valkey = Postgres(state, {"fsync": "off"}), Valkey(state)
        self.port = any_free()
        self.deliveries = home / "deliveries"
        self.outside = home / "outside"  # what reached the other systems
        self.deliveries.touch()
        self.outside.touch()
        self.env = {
            "ACCOUNTOPS_MODE": "demo",
            "ACCOUNTOPS_PROCESS": "accountops",
            "PUBLIC_URL": f"http://localhost:{self.port}",
            "VAR_DIR": str(home),
            "SECRET_KEY": "a-secret-key-of-the-chaos-tests-only-0123456789",
            "AUDIT_KEY": "an-audit-key-of-the-chaos-tests-only-0123456789",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.valkey.url,
            "EXTRA_APPS": "tests.example_kind,tests.chaos.counting",
            "DELIVERIES": str(self.deliveries),
            "OUTSIDE": str(self.outside),
            **dict.fromkeys(CONNECTORS, "tests.chaos.counting.systems.Outside"),
            "DEMO_CASES": "3",
            "API_CALLS_PER_MINUTE": "1000000",
            "PYTHONUNBUFFERED": "1",
            "WAKE_UP_SECONDS": "2",  # a round is much of what these tests wait for
        }
        self.web, self.worker, self.beat = parts("demo", f"127.0.0.1:{self.port}", self.env, state.logs)
        self.loop: subprocess.Popen[str] | None = None
        self.token = ""
        self.sent_before: frozenset[str] = frozenset()
        self.called_before: frozenset[str] = frozenset()

    def prepare(self) -> None:
        """Database with people and a few cases, and a token of Celia's; no broker, no process of ours yet."""
        self.postgres.start()
        self.postgres.wait()
        self.manage(
            "bootstrap", **dict.fromkeys(CONNECTORS, "loopback")
        )  # what the demo's past was made with
        scopes = [word for scope in ("read", "open", "act", "record") for word in ("--scope", scope)]
        self.token = self.manage("create_token", "celia", "--name", "chaos", *scopes).strip()
        sent = self.rows("SELECT key FROM cases_outboxmessage WHERE status <> 'pending'")
        self.sent_before = frozenset(key for (key,) in sent)
        self.called_before = frozenset(key for (key,) in self.rows("SELECT key FROM cases_outboundcall"))

    def look_after(self) -> None:
        """What the launcher does: a worker that ended itself is started again."""
        if self.worker.child is not None and self.worker.child.poll() is not None:
            self.worker.start()

    def manage(self, *words: str, **env: str) -> str:
        """What a management command prints, with more in its environment; it must succeed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=os.environ | self.env | env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start_loop(self) -> None:
        """`manage.py run_deadlines`, which needs no broker."""
        self.loop = subprocess.Popen(
            [sys.executable, "manage.py", "run_deadlines"],
            cwd=ROOT, env=os.environ | self.env, text=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def start_parts(self) -> None:
        """Pages, worker and beat, those that do not run."""
        for part in (self.web, self.worker, self.beat):
            if part.child is None or part.child.poll() is not None:
                part.start()

    def start_all(self) -> None:
        """Whatever does not run, the broker included."""
        if self.valkey.child is None or self.valkey.child.poll() is not None:
            self.start_broker()
        self.start_parts()

    def start_services(self) -> None:
        """Database and broker, where they do not run."""
        for service in (self.postgres, self.valkey):
            if service.child is None or service.child.poll() is not None:
                service.start()
                service.wait()

    def start_broker(self) -> None:
        self.valkey.start()
        self.valkey.wait()

    def restart_database(self, number: signal.Signals, away: float) -> float:
        """Stops the server with a signal, starts it `away` seconds later; when it was ready, monotonic."""
        stop(self.postgres.child, (number, 20.0))
        time.sleep(away)
        self.postgres.start()
        self.postgres.wait()
        return time.monotonic()

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """The rows of a query."""
        connection = psycopg2.connect(host=str(self.postgres.socket), user=SUPERUSER, dbname=DATABASE)
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall()
        finally:
            connection.close()

    def one(self, statement: str, *values: Any) -> Any:
        """The only value of a query."""
        return self.rows(statement, *values)[0][0]

    def message_keys(self) -> set[str]:
        """The keys of all messages but those of the demo's past, which count as sent and never went out."""
        keys = {key for (key,) in self.rows("SELECT key FROM cases_outboxmessage")}
        return keys - self.sent_before

    def delivered(self, *, answers: bool = False) -> list[str]:
        """The keys of all deliveries, in order; with those of answers to mail where asked for."""
        keys = self.deliveries.read_text().split()
        return [key for key in keys if answers or not key.startswith("answer:")]

    def pulse_age(self, name: str) -> float:
        """For how long a background service has done no round; infinite where it never did one."""
        query = "SELECT extract(epoch FROM clock_timestamp() - at) FROM cases_servicepulse WHERE name = %s"
        found = self.rows(query, name)
        return float(found[0][0]) if found else float("inf")

    def logs(self) -> str:
        """All that our own processes have logged."""
        return "\n".join(part.log.read_text() for part in (self.web, self.worker, self.beat) if part.child)

    def end_parts(self) -> None:
        """Stops everything of ours; database and broker run on."""
        stop(self.loop, (signal.SIGTERM, 10.0))
        for part in (self.beat, self.worker, self.web):
            part.ask_to_stop()
        for part in (self.beat, self.worker, self.web):
            part.stop()

    def end(self) -> None:
        """Stops everything, what lost its parent too, and removes it."""
        self.end_parts()
        end_left(self.home)
        self.valkey.stop()
        self.postgres.stop()
        remove(self.home)


def until(met: Callable[[], bool], what: str, patience: float = PATIENCE_SECONDS) -> float:
    """Waits until `met()` is true; answers how long that took."""
    start = time.monotonic()
    while not met():
        assert time.monotonic() - start < patience, f"waited {patience:.0f} s for: {what}"
        time.sleep(0.1)
    return time.monotonic() - start
