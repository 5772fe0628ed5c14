"""Patterns that were played, copied as the loader does it, within the transaction of the tests."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from benchmarks import loader
from benchmarks.catalogue import DOCUMENTS, case_tables
from benchmarks.indexes import Indexes


def copied(cursor: Any, size: int) -> None:
    """Makes so many copies of the patterns that are stored."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    tables = case_tables(cursor)
    indexes = Indexes(cursor, [DOCUMENTS, *(table.name for table in tables)])
    loader.prepare(cursor, size, settings.AUDIT_KEY)
    indexes.drop()
    cursor.execute("SET LOCAL session_replication_role = replica")
    loader.copy(cursor, tables, 1, size)
    cursor.execute("SET LOCAL session_replication_role = origin")
    for statement in indexes.ddl:
        cursor.execute(statement)
    loader.finish(cursor)
