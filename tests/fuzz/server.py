"""The product's own web server on a database of its own, made for one run and thrown away."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen

from django.db import connection, connections

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 120.0
CALLS_PER_MINUTE = "1000000"  # the documented limit stays on, where no run reaches it


@contextmanager
def served(build: Callable[[], object], folder: Path) -> Iterator[str]:
    """The address of a server whose database holds what `build` makes; its words lie in `folder`."""
    usual = str(connection.settings_dict["NAME"])
    name = f"{usual}_fuzz"
    _elsewhere(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _elsewhere(f'CREATE DATABASE "{name}" TEMPLATE "{usual}"')
    try:
        _use(name)
        build()
        _use(usual)
        with _gunicorn(name, folder) as address:
            yield address
    finally:
        _use(usual)
        _elsewhere(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _gunicorn(database: str, folder: Path) -> Iterator[str]:
    bind = f"127.0.0.1:{_free_port()}"
    parts = urlsplit(os.environ["DATABASE_URL"])
    environment = os.environ | {
        "DATABASE_URL": urlunsplit(parts._replace(path=f"/{database}")),
        "API_CALLS_PER_MINUTE": CALLS_PER_MINUTE,
        "WEB_PROCESSES": "1",
        "ACCOUNTOPS_PROCESS": "web-under-test",
    }
    command = [sys.executable, "-m", "gunicorn", "-c", "python:accountops.gunicorn_conf", "-b", bind]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "accountops.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(f"http://{bind}/livez", process, folder / "server.log")
            yield f"http://{bind}"
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        assert process.poll() is None, log.read_text()
        with suppress(URLError, ConnectionError), urlopen(address, timeout=5) as answer:
            assert answer.status == 200
            return
        time.sleep(0.1)
    raise AssertionError(log.read_text())


def _use(name: str) -> None:
    connections.close_all()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _elsewhere(statement: str) -> None:
    """Runs a statement while connected to none of the databases at hand."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
