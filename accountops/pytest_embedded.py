"""Pytest plugin: PostgreSQL and Valkey for the tests, started before Django reads its settings.

Loaded by `addopts`. The cluster is kept between runs; a second pytest at the same time gets one of its own.
The processes of pytest-xdist inherit the addresses and take a broker database each. With DATABASE_URL and
REDIS_URL set, those servers are used and nothing is started.
"""

from __future__ import annotations

import os
import re
import shutil
from itertools import count
from pathlib import Path
from typing import IO

import pytest

from accountops.embedded.errors import AlreadyRunningError, EmbeddedError
from accountops.embedded.postgres import Postgres
from accountops.embedded.state import lock, prepare
from accountops.embedded.valkey import Valkey

HOME = Path(__file__).resolve().parent.parent / "var" / "test"
FAST = {  # a crash of the machine may lose test data, which nobody needs
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "max_connections": "200",
}
_running: list[Postgres | Valkey] = []
_locks: list[IO[str]] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start what is missing and say where it is, before any settings are imported."""
    os.environ["ACCOUNTOPS_MODE"] = "test"
    os.environ["EXTRA_APPS"] = "tests.example_kind"  # the kind in miniature that the core is tested with
    worker = re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
    if worker:
        number = int(worker[1]) + 1
        os.environ["REDIS_URL"] = re.sub(r"([?&]db=)\d+", rf"\g<1>{number}", os.environ["REDIS_URL"])
    elif "DATABASE_URL" not in os.environ:
        _start()


def pytest_unconfigure() -> None:
    """Stop the servers; the cluster's files stay for the next run."""
    for service in reversed(_running):
        service.stop()
    _running.clear()
    while _locks:
        _locks.pop().close()


def _start() -> None:
    state = prepare(_free_home())
    postgres, valkey = Postgres(state, FAST), Valkey(state)
    _running.extend([postgres, valkey])
    valkey.start()
    try:
        postgres.start()
        postgres.wait()
    except EmbeddedError:  # left broken by a machine that went down: these clusters are never synced
        shutil.rmtree(postgres.data, ignore_errors=True)
        postgres.start()
        postgres.wait()
    valkey.wait()
    os.environ["DATABASE_URL"] = postgres.url
    os.environ["REDIS_URL"] = valkey.url


def _free_home() -> Path:
    for number in count():
        home = HOME / str(number)
        try:
            _locks.append(lock(home))
        except AlreadyRunningError:
            continue
        return home
    raise AssertionError("count() does not end")
