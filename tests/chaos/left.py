"""Processes of an installation that nobody knows any more: children of one that was killed or ended itself.

They keep its environment, whatever becomes of their parent, its group and its session.
"""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Final

PATIENCE_SECONDS: Final = 20.0


def left(home: Path) -> list[int]:
    """The processes that were started for the installation below `home` and still run, but for this one."""
    mark = f"VAR_DIR={home}".encode()
    pids = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [pid for pid in pids if pid != os.getpid() and mark in _environment(pid)]


def end_left(home: Path) -> int:
    """Kills them, and waits until they are gone; how many there were. TimeoutError where one does not go."""
    found, limit = left(home), time.monotonic() + PATIENCE_SECONDS
    there = found
    while there:
        for pid in there:
            _kill(pid)
        time.sleep(0.05)
        there = left(home)
        if time.monotonic() > limit:
            raise TimeoutError(f"still there: {there}")
    return len(found)


def _environment(pid: int) -> list[bytes]:
    """Empty for a process that is gone, a zombie, or somebody else's."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
