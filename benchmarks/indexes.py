"""Indexes and unique constraints that are quicker to make afterwards than to keep while rows come in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PLAIN = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
 WHERE i.indrelid = ANY (%s::regclass[])
   AND NOT EXISTS (SELECT 1 FROM pg_constraint k
                    WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
"""
UNIQUE = """
SELECT k.conrelid::regclass::text, quote_ident(k.conname), pg_get_constraintdef(k.oid) FROM pg_constraint k
 WHERE k.conrelid = ANY (%s::regclass[]) AND k.contype = 'u'
   AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.conindid = k.conindid)
"""


class Indexes:
    """All of them but the primary keys, with the statements that make them again."""

    def __init__(self, cursor: Any, tables: Sequence[str]) -> None:
        self.cursor = cursor
        cursor.execute(PLAIN, [list(tables)])
        self.plain = cursor.fetchall()
        cursor.execute(UNIQUE, [list(tables)])
        self.unique = cursor.fetchall()

    @property
    def ddl(self) -> list[str]:
        """What makes them again; each may run beside the others."""
        made = [f"ALTER TABLE {table} ADD CONSTRAINT {name} {told}" for table, name, told in self.unique]
        return [told for _, told in self.plain] + made

    def drop(self) -> None:
        """Drops them."""
        for name, _ in self.plain:
            self.cursor.execute(f"DROP INDEX {name}")
        for table, name, _ in self.unique:
            self.cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
