"""Child processes that never outlive their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from accountops.embedded.osuser import OsUser, as_user

PR_SET_PDEATHSIG = 1
LOG_LIMIT_BYTES = 5_000_000


def spawn(
    command: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    user: OsUser | None = None,
    when_parent_dies: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, its output appended to `log`.

    Call it from the main thread only: the kernel's "parent died" signal follows the thread that forked.
    """
    with log.open("ab") as output:
        return subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd or "/",
            start_new_session=True,  # Ctrl-C reaches the launcher alone, which stops its children in order
            preexec_fn=_die_with_parent(when_parent_dies),  # noqa: PLW1509 - no threads before the fork
            **as_user(user),
        )


def _die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    if not sys.platform.startswith("linux"):
        return None  # no such signal elsewhere; a lock on the state folder still tells leftovers apart
    libc = ctypes.CDLL(None)
    parent = os.getpid()

    def arm() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(number))
        if os.getppid() != parent:  # it died between fork and prctl
            os.kill(os.getpid(), signal.SIGKILL)

    return arm


def stop(child: subprocess.Popen[bytes] | None, *steps: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn, giving the child that many seconds after each; SIGKILL ends the patience."""
    for number, patience in (*steps, (signal.SIGKILL, 5.0)):
        if child is None or child.poll() is not None:
            return
        child.send_signal(number)
        try:
            child.wait(patience)
        except subprocess.TimeoutExpired:
            continue


def rotate(log: Path, limit: int = LOG_LIMIT_BYTES) -> Path:
    """Move a log that outgrew `limit` bytes aside (one old file is kept). Returns `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > limit:
        log.replace(log.with_name(log.name + ".1"))
    return log


def tail(log: Path, lines: int = 12) -> str:
    """The last lines of a log, for an error message."""
    if not log.exists():
        return "(no log)"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
