"""PostgreSQL refuses to run as root. Then it runs as somebody else, who must be able to reach its files."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from accountops.embedded.binaries import INSTALL, POSTGRES_WHEEL
from accountops.embedded.errors import EmbeddedError

CANDIDATES = ("postgres", "nobody")
SHARED_HOME = Path("/var/lib/accountops-embedded")


@dataclass(frozen=True)
class OsUser:
    """An account of the operating system that a child process runs as."""

    name: str
    uid: int
    gid: int


def as_user(user: OsUser | None) -> dict[str, Any]:
    """The arguments with which `subprocess` starts a child as `user`; none for ourselves."""
    return {"user": user.uid, "group": user.gid, "extra_groups": []} if user else {}


@cache
def database_user() -> OsUser | None:
    """None when this process is a plain user and PostgreSQL can run as it; else the account to run it as."""
    if os.geteuid() != 0:
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return OsUser(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedError(
        "PostgreSQL does not run as root, and this machine has neither a user `postgres` nor `nobody`.\n"
        "Run as a plain user, or set DATABASE_URL to a server of your own."
    )


def can_reach(user: OsUser | None, path: Path) -> bool:
    """True when `user` may read and enter `path`, every folder above it included."""
    probe = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "probe", str(path)]
    done = subprocess.run(probe, cwd="/", check=False, capture_output=True, **as_user(user))
    return done.returncode == 0


def own(path: Path, user: OsUser | None) -> None:
    """Make `path` a folder that only `user` (we ourselves where None) may enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    if user is not None:
        os.chown(path, user.uid, user.gid)


def reachable_install(install: Path, user: OsUser | None) -> Path:
    """`install`, or a copy of it that `user` can run, made once per version of the wheel.

    The programs find their libraries by a relative path, so the folders keep their places to each other.
    """
    if can_reach(user, install / "bin" / "postgres"):
        return install
    site = install.parent.parent
    stamp = (install / "bin" / "postgres").stat()
    target = SHARED_HOME / f"postgresql-{stamp.st_size}-{int(stamp.st_mtime)}"
    if not target.exists():
        SHARED_HOME.mkdir(mode=0o755, parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=SHARED_HOME, prefix=".copy-"))
        shutil.copytree(install, scratch / POSTGRES_WHEEL / INSTALL)
        shutil.copytree(site / f"{POSTGRES_WHEEL}.libs", scratch / f"{POSTGRES_WHEEL}.libs")
        scratch.chmod(0o755)
        try:
            scratch.rename(target)
        except OSError:  # somebody else was quicker
            shutil.rmtree(scratch)
    return target / POSTGRES_WHEEL / INSTALL
