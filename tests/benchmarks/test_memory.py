"""Weighing processes: real ones, with what they started."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.memory import _name, _together, sizes

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/smaps_rollup").exists(), reason="the system tells no PSS"
)
FULL = "import sys; data = b'x' * 40_000_000; sys.stdout.write('full'); sys.stdout.flush(); sys.stdin.read()"


def test_a_process_weighs_with_its_children() -> None:
    before = sum(sizes(os.getpid()).values())
    child = subprocess.Popen([sys.executable, "-c", FULL], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.read(4) == b"full"
        alone = sizes(child.pid)
        assert 35 < sum(alone.values()) < 80
        assert sum(sizes(os.getpid()).values()) > before + 30
        child.stdin.close()


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("python -m accountops.launcher demo", "launcher"),
        ("python -m gunicorn -c python:accountops.gunicorn_conf -b :1 accountops.wsgi", "pages"),
        ("python -m celery -A accountops.celery --quiet worker", "worker"),
        ("python -m celery -A accountops.celery beat --scheduler celery.beat:Scheduler", "beat"),
        ("/somewhere/valkey-server unixsocket", "broker"),
        ("postgres: checkpointer ", "database"),
        ("python -m accountops.postbox 2525 /somewhere/postbox", "mail server"),
        ("/somewhere/sleep 3", "sleep"),
        ("", "unnamed"),
    ],
)
def test_processes_are_named_by_what_they_are(command: str, name: str) -> None:
    assert _name(command) == name


def test_the_database_is_one_line() -> None:
    found = {"pages 1": 30.0, "pages 2": 40.0, "database 1": 5.0, "database 2": 6.0}
    assert _together(found) == {"pages": 30.0, "pages 2": 40.0, "database, 2 processes": 11.0}
