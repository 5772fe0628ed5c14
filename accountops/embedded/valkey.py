"""The embedded Valkey: the broker between pages and workers."""

from __future__ import annotations

import signal
import socket
import subprocess
import time

from accountops.embedded.binaries import valkey_server
from accountops.embedded.errors import EmbeddedError
from accountops.embedded.process import rotate, spawn, stop, tail
from accountops.embedded.state import State

START_PATIENCE_SECONDS = 20.0
DATABASES = 64  # more than the processes of one test run, each of which takes one


class Valkey:
    """One server with a Unix socket only. Nothing is written to disk: what must last is in PostgreSQL."""

    name = "valkey"

    def __init__(self, state: State) -> None:
        self.data = state.services / "valkey"
        self.socket = state.sockets / "valkey.sock"
        self.log = state.logs / "valkey.log"
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """What REDIS_URL has to be."""
        return f"unix://{self.socket}?db=0"

    def start(self) -> None:
        """Start the server without waiting for it."""
        rotate(self.log)
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "save": "",
            "appendonly": "no",
            "databases": str(DATABASES),
            "maxmemory": "128mb",
            "maxmemory-policy": "noeviction",  # a broker that forgets messages is worse than one that refuses
        }
        command = [str(valkey_server())]
        for key, value in settings.items():
            command += [f"--{key}", value]
        self.socket.unlink(missing_ok=True)
        self.child = spawn(command, log=self.log)

    def wait(self, patience: float = START_PATIENCE_SECONDS) -> None:
        """Return when the server answers PING. Raises EmbeddedError with the log's end."""
        limit = time.monotonic() + patience
        while not self._answers():
            if self.child is None or self.child.poll() is not None:
                raise EmbeddedError(f"Valkey stopped at its start. {self.log} ends:\n{tail(self.log)}")
            if time.monotonic() > limit:
                raise EmbeddedError(f"Valkey is not ready after {patience:.0f} s. See {self.log}")
            time.sleep(0.01)

    def stop(self) -> None:
        """Ask it to end, then end it."""
        stop(self.child, (signal.SIGTERM, 5.0))

    def _answers(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.settimeout(1.0)
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False
