"""A database for each browser test: one that holds the world, put back as it was between the tests.

A copy made by PostgreSQL costs half a second, which a short test takes itself. So the tests share a copy, and
the server's own counters say which tables one of them wrote to: these get their rows back from the schema
`kept`. Triggers and foreign keys are off meanwhile, which takes a superuser; others get a copy for each test.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Final

from django.db import connection, connections, transaction

MOST_USES: Final = 40  # what is deleted leaves holes: now and then a copy is made anew
PATIENCE_SECONDS: Final = 30.0
TABLES: Final = """
SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
GROUP BY c.relname ORDER BY c.relname"""
SEQUENCES: Final = """
CREATE TABLE kept."sequences of all" AS
SELECT format('public.%I', sequencename) AS name, coalesce(last_value, start_value) AS value,
  last_value IS NOT NULL AS called
FROM pg_sequences WHERE schemaname = 'public'"""
WRITTEN_TO: Final = """
SELECT relname FROM pg_stat_user_tables
WHERE schemaname = 'public' AND n_tup_ins + n_tup_upd + n_tup_del > 0 ORDER BY relname"""
OTHERS: Final = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


class Databases:
    """Switches Django between the tests' own database, the world's, and the copy that tests work on."""

    def __init__(self) -> None:
        self.usual = str(connection.settings_dict["NAME"])
        self.world = f"{self.usual}_world"
        self.copy = f"{self.usual}_browser"
        self.columns: dict[str, str] = {}
        self.uses = 0

    def make(self, build: Callable[[], Any]) -> Any:
        """Builds the world in a copy of the empty database; answers what `build` answers."""
        self._copy(self.usual, self.world)
        self._use(self.world)
        built = build()
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('is_superuser') = 'on'")
            if cursor.fetchone()[0]:
                self._keep(cursor)
        return built

    def fresh(self) -> None:
        """Uses the copy, as the world was made."""
        if not self.columns or self.uses % MOST_USES == 0:
            self._copy(self.world, self.copy)
            self._use(self.copy)
        else:
            self._use(self.copy)
            self._alone()
            self._put_back()
        self.uses += 1
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_force_next_flush()")
            cursor.execute("SELECT pg_stat_reset()")

    def rest(self) -> None:
        """Back to the tests' own database."""
        self._use(self.usual)

    def forget(self) -> None:
        """Drops what was made."""
        self._outside(f'DROP DATABASE IF EXISTS "{self.copy}" WITH (FORCE)')
        self._outside(f'DROP DATABASE IF EXISTS "{self.world}" WITH (FORCE)')

    def _keep(self, cursor: Any) -> None:
        """Lays the rows of every table aside, and where every sequence stands."""
        cursor.execute(TABLES)
        self.columns = dict(cursor.fetchall())
        cursor.execute("CREATE SCHEMA kept")
        for table, columns in self.columns.items():
            cursor.execute(f'CREATE TABLE kept."{table}" AS SELECT {columns} FROM public."{table}"')
        cursor.execute(SEQUENCES)

    def _alone(self) -> None:
        """Ends whatever the test left at work: a connection tells what it has written when it is gone."""
        limit = time.monotonic() + PATIENCE_SECONDS
        with connection.cursor() as cursor:
            while True:
                cursor.execute(f"SELECT count(pg_terminate_backend(pid)) {OTHERS}")
                if not cursor.fetchone()[0]:
                    return
                assert time.monotonic() < limit, "a connection to the copy does not end"
                time.sleep(0.002)

    def _put_back(self) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WRITTEN_TO)
            written_to = [table for (table,) in cursor.fetchall()]
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in written_to:
                columns = self.columns[table]
                cursor.execute(f'DELETE FROM public."{table}"')
                cursor.execute(
                    f'INSERT INTO public."{table}" ({columns}) OVERRIDING SYSTEM VALUE '
                    f'SELECT {columns} FROM kept."{table}"'
                )
            cursor.execute('SELECT setval(name::regclass, value, called) FROM kept."sequences of all"')

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
