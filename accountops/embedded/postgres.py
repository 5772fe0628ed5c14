"""The embedded PostgreSQL: made, started, asked whether it is ready, stopped."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from urllib.parse import quote

from accountops.embedded.binaries import postgres_install
from accountops.embedded.errors import EmbeddedError
from accountops.embedded.osuser import as_user, database_user, own, reachable_install
from accountops.embedded.process import rotate, spawn, stop, tail
from accountops.embedded.state import State

SUPERUSER = "accountops"
DATABASE = "accountops"
START_PATIENCE_SECONDS = 60.0
STATUS_LINE = 7  # eighth line of postmaster.pid


class Postgres:
    """One cluster below `state.services`, reachable through a Unix socket only."""

    name = "postgres"

    def __init__(self, state: State, options: Mapping[str, str] | None = None) -> None:
        self.options = dict(options or {})
        self.user = database_user()
        self.bin = reachable_install(postgres_install(), self.user) / "bin"
        self.data = state.services / "postgres"
        self.socket = state.sockets / "postgres"
        self.log = state.logs / "postgres.log"
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What DATABASE_URL has to be."""
        return f"postgres://{SUPERUSER}@/{DATABASE}?host={quote(str(self.socket), safe='')}"

    def start(self) -> None:
        """Make the cluster where there is none, and start the server without waiting for it."""
        rotate(self.log)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.socket),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            **self.options,
        }
        command = [str(self.bin / "postgres"), "-D", str(self.data)]
        command += [f"--{key}={value}" for key, value in settings.items()]
        self.child = spawn(
            command, log=self.log, env=self._env(), user=self.user, when_parent_dies=signal.SIGINT
        )

    def wait(self, patience: float = START_PATIENCE_SECONDS) -> None:
        """Return when the server answers. Raises EmbeddedError with the log's end."""
        limit = time.monotonic() + patience
        while not self._is_ready():
            if self.child is None or self.child.poll() is not None:
                raise EmbeddedError(
                    f"PostgreSQL stopped while starting. {self.log} ends with:\n{tail(self.log)}"
                )
            if time.monotonic() > limit:
                raise EmbeddedError(f"PostgreSQL is not ready after {patience:.0f} s. See {self.log}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Fast shutdown (disconnect everybody, write everything), then the immediate one."""
        stop(self.child, (signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0))

    def wipe(self) -> None:
        """Throw the cluster away. Only for tests."""
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def _is_ready(self) -> bool:
        """Line 1 must be *our* child: the file of a killed server says "ready" too."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        ours = self.child is not None and bool(lines) and lines[0].strip() == str(self.child.pid)
        return ours and len(lines) > STATUS_LINE and lines[STATUS_LINE].strip() == "ready"

    def _initialise(self) -> None:
        """Make cluster and database under another name first, so that what has the right name is whole."""
        fresh = self.data.with_name("postgres.new")
        shutil.rmtree(fresh, ignore_errors=True)
        own(fresh, self.user)
        command = [str(self.bin / "initdb"), "-D", str(fresh), "-U", SUPERUSER, "--auth=trust"]
        self._run([*command, "--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync"])
        single = [str(self.bin / "postgres"), "--single", "-D", str(fresh), "postgres"]
        self._run(single, f"CREATE DATABASE {DATABASE};\n")
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.rename(self.data)

    def _run(self, command: list[str], text: str = "") -> None:
        done = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            check=False,
            cwd="/",
            env=self._env(),
            **as_user(self.user),
        )
        with self.log.open("ab") as log:
            log.write(done.stdout + done.stderr)
        if done.returncode:
            raise EmbeddedError(f"{command[0]} failed:\n{done.stderr.decode(errors='replace')}")

    def _env(self) -> dict[str, str]:
        """Without the PG… variables of the person's shell, which would move sockets and data about."""
        return {key: value for key, value in os.environ.items() if not key.startswith("PG")}
