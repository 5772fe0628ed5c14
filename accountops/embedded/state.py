"""The folders in which one set of embedded services lives, and the lock that says whose they are."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from accountops.embedded.errors import AlreadyRunningError, EmbeddedError
from accountops.embedded.osuser import SHARED_HOME, can_reach, database_user, own

SOCKET_PATH_LIMIT = 107  # bytes a Unix socket's path may have (sun_path without its closing zero)
LONGEST_SOCKET = "postgres/.s.PGSQL.5432"
KEPT = {"lock", "test"}  # the tests have services of their own below `test`, with locks of their own


@dataclass(frozen=True)
class State:
    """`home` is ours (logs, keys, lock); `services` holds the database's files; `sockets` the sockets."""

    home: Path
    services: Path
    sockets: Path

    @property
    def logs(self) -> Path:
        return self.home / "log"


def prepare(home: Path) -> State:
    """Make the folders for the services whose state belongs below `home`."""
    home = home.resolve()
    _folder(home)
    _folder(home / "log")
    services = _services(home)
    sockets = _sockets(services / "run", home)
    own(sockets / "postgres", database_user())
    return State(home, services, sockets)


def remove(home: Path) -> None:
    """Delete what `prepare` and the services made, except KEPT. The caller holds the lock."""
    inside = [path for path in home.iterdir() if path.name not in KEPT]
    for path in (_outside(home.resolve()), _short(home.resolve()), *inside):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def lock(home: Path) -> IO[str]:
    """Claim `home` until the returned file is closed. Raises AlreadyRunningError with the holder."""
    _folder(home)
    handle = (home / "lock").open("a+")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.seek(0)
        holder = handle.read().strip() or "another process"
        handle.close()
        raise AlreadyRunningError(holder) from None
    sign(handle, f"process {os.getpid()}")
    return handle


def sign(handle: IO[str], text: str) -> None:
    """Write into the held lock who holds it, for the next one who tries."""
    handle.seek(0)
    handle.truncate()
    handle.write(text)
    handle.flush()


def _folder(path: Path) -> None:
    # As root the database's user has to pass through; what is secret in it is a file with mode 0600.
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _services(home: Path) -> Path:
    """`home` itself, or, where the database's user cannot get there, a folder of root's own outside."""
    probe = home / "services"
    _folder(probe)
    user = database_user()
    own(probe / "reach", user)
    if can_reach(user, probe / "reach"):
        return probe
    _forget_orphans()
    outside = _outside(home)
    _folder(SHARED_HOME)
    SHARED_HOME.chmod(0o755)
    _folder(outside)
    (outside / "origin").write_text(str(home))
    return outside


def _forget_orphans() -> None:
    """Remove outside folders whose checkout is gone (a clone in a temporary folder, say)."""
    for origin in SHARED_HOME.glob("state-*/origin"):
        if not Path(origin.read_text()).exists():
            shutil.rmtree(origin.parent, ignore_errors=True)


def _sockets(wanted: Path, home: Path) -> Path:
    if len(os.fsencode(wanted / LONGEST_SOCKET)) <= SOCKET_PATH_LIMIT:
        _folder(wanted)
        return wanted
    short = _short(home)
    with suppress(FileExistsError):
        short.mkdir(mode=0o700)
    found = short.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise EmbeddedError(f"{short} is somebody else's; remove it, or set TMPDIR to a folder of yours.")
    _folder(short)
    return short


def _short(home: Path) -> Path:
    return Path(tempfile.gettempdir()) / f"accountops-{os.geteuid()}-{_digest(home)}"


def _outside(home: Path) -> Path:
    return SHARED_HOME / f"state-{_digest(home)}"


def _digest(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
