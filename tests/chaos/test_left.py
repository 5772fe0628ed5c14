"""At the end of an installation nothing of it runs, not even what has lost its parent; others' runs on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.installation import Installation, until
from tests.chaos.left import end_left, left

FORKS = """
import os, time
if os.fork() == 0:
    os.setsid()
    os.write(1, b"%d\\n" % os.getpid())
time.sleep(600)
"""


def _orphan(home: Path) -> int:
    """A process in a session of its own whose parent was killed, as a pool's is left by its worker."""
    parent = subprocess.Popen(
        [sys.executable, "-c", FORKS], env=os.environ | {"VAR_DIR": str(home)}, stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    orphan = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    return orphan


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[int]:
    """An orphan of another installation, whose folder begins with the same letters."""
    yield _orphan(tmp_path / "var-2")
    for name in ("var", "var-2"):  # the first too: a test that fails leaves nothing behind either
        end_left(tmp_path / name)


def test_an_ended_installation_leaves_no_orphan_and_spares_the_others(tmp_path: Path, foreign: int) -> None:
    installation = Installation(tmp_path / "var")
    orphan = _orphan(installation.home)
    until(lambda: left(installation.home) == [orphan], "the orphan to be all that runs")
    installation.end()
    assert left(installation.home) == []
    assert left(tmp_path / "var-2") == [foreign]
