"""A database for each browser test: copies of one that holds the world, made by PostgreSQL itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, connections


class Databases:
    """Switches Django between the tests' own database, the world's, and copies of it."""

    def __init__(self) -> None:
        self.usual = str(connection.settings_dict["NAME"])
        self.world = f"{self.usual}_world"
        self.copy = f"{self.usual}_browser"

    def make(self, build: Callable[[], Any]) -> Any:
        """Builds the world in a copy of the empty database; answers what `build` answers."""
        self._copy(self.usual, self.world)
        self._use(self.world)
        return build()

    def fresh(self) -> None:
        """Uses a new copy of the world."""
        self._copy(self.world, self.copy)
        self._use(self.copy)

    def rest(self) -> None:
        """Back to the tests' own database."""
        self._use(self.usual)

    def forget(self) -> None:
        """Drops what was made."""
        self._outside(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')
        self._outside(f'DROP DATABASE IF EXISTS "{self.world}" WITH (FORCE)')

    def _copy(self, source: str, target: str) -> None:
        self._outside(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        self._outside(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def _use(self, name: str) -> None:
        connections.close_all()
        connections.settings["default"]["NAME"] = name
        connection.settings_dict["NAME"] = name

    def _outside(self, statement: str) -> None:
        """Runs a statement while connected to none of the databases at hand."""
        connections.close_all()
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement)
