"""`make bench-memory`: how much memory the demo takes while nobody uses it.

Starts the demo as `make demo` does, in a folder that is thrown away, opens one page, waits, and adds up the
proportional set sizes (PSS) of its processes: memory that several share counts once.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from accountops.embedded import state
from accountops.embedded.errors import EmbeddedError
from accountops.launcher import ports
from benchmarks.place import ROOT
from benchmarks.wanted import MEMORY_MB

IDLE_SECONDS = 45.0
PATIENCE_SECONDS = 300.0
# In this order: the first word that a command line holds names the process.
NAMES = {
    "accountops.launcher": "launcher",
    "accountops.gunicorn_conf": "pages",
    "celery.beat": "beat",
    "accountops.celery": "worker",
    "accountops.postbox": "mail server",
    "valkey-server": "broker",
    "postgres": "database",
}


def main() -> int:
    """Prints the sizes; 1 where they are more than wanted."""
    sizes = measured()
    for name, megabytes in sizes.items():
        print(f"{name:<24}{megabytes:8.1f} MB")
    total = sum(sizes.values())
    print(f"{'all':<24}{total:8.1f} MB, wanted under {MEMORY_MB:.0f}")
    return int(total > MEMORY_MB)


def measured(idle: float = IDLE_SECONDS) -> dict[str, float]:
    """Megabytes of each part of an idle demo. Raises EmbeddedError where it does not start."""
    home, port = Path(tempfile.mkdtemp(prefix="accountops-memory-")), _free_port()
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    with (home / "said").open("wb") as said:
        launcher = subprocess.Popen(
            [sys.executable, "-m", "accountops.launcher", "demo"],
            cwd=ROOT,
            env={**inherited, "VAR_DIR": str(home), "PORT": str(port)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(launcher, home / "said", port)
        time.sleep(idle)
        return sizes(launcher.pid)
    finally:
        launcher.send_signal(signal.SIGTERM)
        launcher.wait(60)
        state.remove(home)
        shutil.rmtree(home)


def sizes(root: int) -> dict[str, float]:
    """PSS in megabytes of a process and all below it, by name; a number where a name has several."""
    found: dict[str, float] = {}
    for process in below(root):
        try:
            command = (
                Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
            megabytes = pss(process)
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended meanwhile
        name = _name(command)
        number = sum(known.split(" ")[0] == name for known in found) + 1
        found[f"{name} {number}"] = megabytes
    return _together(found)


def _together(found: dict[str, float]) -> dict[str, float]:
    """PostgreSQL's many processes as one line; the others one by one."""
    database = [size for name, size in found.items() if name.startswith("database")]
    rest = {name.removesuffix(" 1"): size for name, size in found.items() if not name.startswith("database")}
    return rest | ({f"database, {len(database)} processes": sum(database)} if database else {})


def _name(command: str) -> str:
    return next(
        (name for word, name in NAMES.items() if word in command),
        Path(command.split(" ", maxsplit=1)[0]).name or "unnamed",
    )


def below(root: int) -> list[int]:
    """The process and its descendants."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                told = (folder / "stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            parents.setdefault(int(told.rpartition(")")[2].split()[1]), []).append(int(folder.name))
    found = [root]
    for process in found:
        found.extend(parents.get(process, []))
    return found


def pss(process: int) -> float:
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _wait(launcher: subprocess.Popen[bytes], said: Path, port: int) -> None:
    limit = time.monotonic() + PATIENCE_SECONDS
    while "Ctrl-C stops everything" not in said.read_text():
        if launcher.poll() is not None or time.monotonic() > limit:
            raise EmbeddedError(f"The demo did not start:\n{said.read_text()}")
        time.sleep(0.2)
    ports.answers("127.0.0.1", port, "/account/login/", timeout=30)  # what a page loads is a part of it


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
