"""PostgreSQL's own programs, those of the embedded server or of this machine, and how they are called."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from accountops.backup.faults import BackupFault
from accountops.embedded.binaries import postgres_install
from accountops.embedded.errors import EmbeddedError

NUMBER = re.compile(r"(\d+)")


def find(name: str) -> str:
    """The path of `pg_dump` or `pg_restore`, at least as new as the server. Raises BackupFault."""
    server = server_version() // 10_000
    seen = []
    for path in _candidates(name):
        told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False)
        number = NUMBER.search(told.stdout.rpartition(")")[2])
        if told.returncode == 0 and number is not None:
            if int(number[1]) >= server:
                return path
            seen.append(f"{path} is of version {number[1]}")
    found = f" {'; '.join(seen)}." if seen else ""
    raise BackupFault(
        f"There is no {name} for PostgreSQL {server}.{found} Install the client programs of "
        f"PostgreSQL {server}."
    )


def server_version() -> int:
    """The server's version as a number: 180004 is 18.4."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0])


def _candidates(name: str) -> Iterator[str]:
    try:
        path = postgres_install() / "bin" / name
        if path.is_file():
            yield str(path)
    except EmbeddedError:
        pass  # this installation has no embedded server
    system = shutil.which(name)
    if system:
        yield system
    places = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    yield from sorted((str(place) for place in places), reverse=True)


def run(name: str, *arguments: str) -> None:
    """Calls a program on the configured database. Raises BackupFault with what it said."""
    (_, *place), secrets = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    *where, database = place
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    command = [find(name), *where, "--dbname", database, "--no-password", *arguments]
    done = subprocess.run(
        command, env=environment | (secrets or {}), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFault(f"{name} failed: {done.stderr.strip()[-2000:]}")
