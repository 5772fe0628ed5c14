"""A database with so many cases of one kind."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from contextlib import closing
from functools import partial
from typing import Final

from accountops.embedded.postgres import DATABASE
from benchmarks import bench, loader
from benchmarks.place import ROOT, SEED, Place
from benchmarks.replay.base import VARIANTS

__all__ = ["SEED", "SIGN_INS", "build", "name"]

PATTERNS: Final = 60
SIGN_INS: Final = "replay-sign-ins-{kind}.json"


def name(kind: str, size: int) -> str:
    """What the database is called."""
    return f"replay_{kind}_{size}"


def build(place: Place, kind: str, size: int) -> None:
    """Loads it, unless a folder that is kept has it and nothing that it depends on has changed since."""
    done = place.home / f"{name(kind, size)}.loaded"
    if done.exists() and done.read_text() == _fingerprint():
        return
    done.unlink(missing_ok=True)
    _fresh(place, DATABASE)
    numbers = [str(PATTERNS), str(VARIANTS), str(place.home / SIGN_INS.format(kind=kind))]
    command = [sys.executable, "-m", "benchmarks.replay.base", kind, *numbers]
    subprocess.run(command, cwd=ROOT, env=place.env(DATABASE), check=True)
    _fresh(place, name(kind, size), f" TEMPLATE {DATABASE}")
    loader.load(partial(place.connect, name(kind, size)), size, place.key("audit_key"))
    done.write_text(_fingerprint())


def _fingerprint() -> str:
    here = (ROOT / "benchmarks" / "replay" / "base.py").read_bytes()
    return hashlib.sha256(bench.fingerprint().encode() + here).hexdigest()


def _fresh(place: Place, database: str, like: str = "") -> None:
    with closing(place.connect("postgres")) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {database}")
        cursor.execute(f"CREATE DATABASE {database}{like}")
