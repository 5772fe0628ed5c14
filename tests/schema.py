"""The tests' database is a copy of one that the migrations have made, once for all runs with the same ones.

Migrating takes longer than most tests together, and each process of a run, like each later run, would do it
again. The template lies in the same server, under a name made of all migrations; those of others go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import DEFAULT_DB_ALIAS, connection, connections

PREFIX: Final = "accountops_schema_"
LOCK: Final = 20_261_122  # only has to be the same number for all processes of a run


def fingerprint() -> str:
    """Of all migrations of all apps, ours and others'."""
    found = hashlib.sha256()
    for app in apps.get_app_configs():
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            found.update(f"{app.label} {path.name} ".encode() + path.read_bytes())
    return found.hexdigest()[:16]


def make(migrate: Callable[[], object] | None = None) -> str:
    """Makes the test database and goes over to it; answers the name of the one used before."""
    usual, name = str(connection.settings_dict["NAME"]), connection.creation._get_test_db_name()
    with _alone() as cursor:
        template = _template(cursor, usual, migrate or _migrate)
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    use(name)
    # Rows that are made from the code after each migration, and that may be others than the template's.
    emit_post_migrate_signal(verbosity=0, interactive=False, db=DEFAULT_DB_ALIAS)
    return usual


def forget(usual: str) -> None:
    """Drops the test database and goes back to `usual`; the template stays for the next run."""
    name = str(connection.settings_dict["NAME"])
    use(usual)
    with _alone() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def use(name: str) -> None:
    """All threads' next connection is to the database of that name."""
    connections.close_all()
    connections.settings["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _template(cursor: Any, usual: str, migrate: Callable[[], object]) -> str:
    """The name of the template, which is made where there is none."""
    name = PREFIX + fingerprint()
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    there = {row[0] for row in cursor.fetchall()}
    for other in there - {name}:
        cursor.execute(f'DROP DATABASE "{other}" WITH (FORCE)')
    if name not in there:
        half = f"{PREFIX}half"  # what has the right name is whole
        cursor.execute(f'CREATE DATABASE "{half}"')
        use(half)
        try:
            migrate()
        finally:
            use(usual)
        cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')
    return name


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    call_command("createcachetable", verbosity=0)


@contextmanager
def _alone() -> Iterator[Any]:
    """A cursor outside the databases at hand, while no other process is in here."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")  # another process may be migrating
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor
