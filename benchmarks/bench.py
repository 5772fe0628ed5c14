"""One whole benchmark: services, base, sizes, servers, the run."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial

from accountops.embedded.postgres import DATABASE
from benchmarks import loader
from benchmarks.machine import described
from benchmarks.place import LOADING, MEASURING, ROOT, Place
from benchmarks.report import Run
from benchmarks.rows import Target, rows
from benchmarks.run import WARM_UP, measure
from benchmarks.samples import samples
from benchmarks.server import Server
from benchmarks.wanted import invalid, marks
from benchmarks.weights import weights

PATTERNS, VARIANTS = 140, 12  # cases played through the door, and how often each is moved in time
NEEDED = ("create",)  # actions work on what it opens
SIGN_INS = "sign-ins.json"


def say(text: str) -> None:
    """A line for whoever waits."""
    print(text, flush=True)


def bench(
    place: Place,
    sizes: Sequence[int],
    rounds: int,
    memory: dict[str, float] | None,
    only: Sequence[str] = ("",),
) -> Run:
    """Loads what is missing in `place` and measures."""
    took: dict[str, float] = {}
    asked = [row for row in rows() if not row.floor or row.code.startswith((*only, *NEEDED))]
    place.start(LOADING)
    with _timed(took, "base"):
        _base(place)
    for size in sizes:
        with _timed(took, f"{size:,} cases loaded"):
            _load(place, size)
    with closing(place.connect()) as connection, connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW server_version")
        about = described(f"{cursor.fetchone()[0]}, {_told(MEASURING)}", sizes, rounds)
    place.start(MEASURING)
    with _timed(took, "measuring"), _targets(place, sizes) as targets:
        cells = measure(targets, asked, rounds)
        heavy = weights(targets[-1], asked)
    about["Rounds"] = f"{len(cells['list', sizes[0]].times)} after {WARM_UP} to warm up"
    about["Took"] = ", ".join(f"{name} in {seconds:.0f} s" for name, seconds in took.items())
    total = None if memory is None else sum(memory.values())
    found = marks(cells, asked, sizes, total)
    return Run(about, sizes, asked, cells, found, invalid(cells, sizes), memory, heavy)


@contextmanager
def _timed(took: dict[str, float], name: str) -> Iterator[None]:
    say(f"{name} …")
    start = time.monotonic()
    yield
    took[name] = time.monotonic() - start
    say(f"  {took[name]:.0f} s")


def _told(options: dict[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in options.items())


def fingerprint() -> str:
    """What the databases depend on: the schema, and how cases are made and copied."""
    names = ("base", "people", "patterns", "loader", "statements", "catalogue", "marks")
    own = [ROOT / "benchmarks" / f"{name}.py" for name in names]
    files = [*sorted(ROOT.glob("*/migrations/*.py")), *own, ROOT / "cases" / "timeline.py"]
    return hashlib.sha256(b"".join(file.name.encode() + file.read_bytes() for file in files)).hexdigest()


def _base(place: Place) -> None:
    """Made once in a folder; one that is kept keeps it, as long as it still fits."""
    file, fits = place.home / SIGN_INS, place.home / "fingerprint"
    if file.exists() and fits.exists() and fits.read_text() == fingerprint():
        return
    for done in place.home.glob("*.loaded"):
        done.unlink()
    with closing(place.connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE}")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    command = [sys.executable, "-m", "benchmarks.base", str(PATTERNS), str(VARIANTS), str(file)]
    subprocess.run(command, cwd=ROOT, env=place.env(DATABASE), check=True)
    fits.write_text(fingerprint())


def _name(size: int) -> str:
    return f"cases_{size}"


def _load(place: Place, size: int) -> None:
    done = place.home / f"{_name(size)}.loaded"
    if done.exists():
        return
    with closing(place.connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {_name(size)}")
        cursor.execute(f"CREATE DATABASE {_name(size)} TEMPLATE {DATABASE}")
    loader.load(partial(place.connect, _name(size)), size, place.key("audit_key"))
    # What boards show of finished work. The settings are not those of a house: its checks would say so.
    command = [sys.executable, "manage.py", "rebuild_figures", "--skip-checks"]
    subprocess.run(command, cwd=ROOT, env=place.env(_name(size)), check=True)
    done.touch()


@contextmanager
def _targets(place: Place, sizes: Sequence[int]) -> Iterator[list[Target]]:
    sign_ins = json.loads((place.home / SIGN_INS).read_text())
    servers = [Server(place, _name(size)) for size in sizes]
    try:
        for server in servers:
            server.wait()
        yield [
            Target(size, server, samples(place.connect(_name(size))), sign_ins)
            for size, server in zip(sizes, servers, strict=True)
        ]
    finally:
        for server in servers:
            server.stop()
