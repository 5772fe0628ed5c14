"""A database of a simulation's own, beside the configured one: made, migrated, used, dropped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections


@contextmanager
def other_database(name: str, template: str = "") -> Iterator[str]:
    """Within the block everything goes into a new database of that name: empty, or a copy of `template`.

    The configured one is not touched. Needs the right to create databases; raises the database's own error
    without it.
    """
    usual = str(connection.settings_dict["NAME"])
    quote = connection.ops.quote_name
    elsewhere(f"CREATE DATABASE {quote(name)}" + (f" TEMPLATE {quote(template)}" if template else ""))
    # Gone in the end anyway: no commit has to wait for the disk.
    elsewhere(f"ALTER DATABASE {quote(name)} SET synchronous_commit TO off")
    try:
        _use(name)
        yield name
    finally:
        _use(usual)
        elsewhere(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)")


@contextmanager
def own_database() -> Iterator[str]:
    """The same with the product's tables in it."""
    with other_database(f"{connection.settings_dict['NAME']}_simulated_{os.getpid()}") as name:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        yield name


def elsewhere(statement: str) -> None:
    """A statement while connected to none of the databases at hand."""
    connections.close_all()
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)


def _use(name: str) -> None:
    connections.close_all()
    connections.settings["default"]["NAME"] = name  # for other threads
    connection.settings_dict["NAME"] = name
