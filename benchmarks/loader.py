"""One database of a given size: patterns copied with INSERT … SELECT, by two connections side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

from benchmarks import statements
from benchmarks.catalogue import DOCUMENTS, ENTRIES, Table, case_tables
from benchmarks.indexes import Indexes

CONNECTIONS = 2
CHUNK = 50_000  # cases in one transaction
BLOCK = 64  # bytes, of the hash behind the timeline's keyed hash

Connect = Callable[[], Any]


def load(connect: Connect, size: int, audit_key: str) -> None:
    """Fills a fresh copy of the base with `size` more cases; the triggers that refuse this are set aside.

    `session_replication_role` leaves out triggers and foreign keys: what they guard is copied from rows that
    went through them. Indexes are dropped before and made again after, then all is vacuumed and analysed.
    """
    with closing(connect()) as main, main.cursor() as cursor:
        tables = case_tables(cursor)
        indexes = Indexes(cursor, [DOCUMENTS, *(table.name for table in tables)])
        prepare(cursor, size, audit_key)
        indexes.drop()
    _side_by_side([_copying(connect, tables, part) for part in _parts(size)])
    _side_by_side([_running(connect, [ddl]) for ddl in indexes.ddl])
    with closing(connect()) as main, main.cursor() as cursor:
        finish(cursor)
    _side_by_side([_running(connect, [f"VACUUM (ANALYZE, FREEZE) {name}"]) for name in _all_tables(connect)])


def prepare(cursor: Any, size: int, audit_key: str) -> None:
    """Accounts, and one row of `bench.clone` for each case to be made."""
    for statement in statements.PREPARE:
        cursor.execute(statement, {"size": size, "accounts": max(300, size // 20)})
    cursor.execute(statements.CHAIN % _pads(audit_key))


def finish(cursor: Any) -> None:
    """What is derived from the rows: sequences, the reference counter, who took part."""
    own = [statements.OWN_KEYS.format(name=one.name) for one in case_tables(cursor) if "id" in one.own_keys]
    for statement in [*statements.AFTER, *own]:
        cursor.execute(statement)


def copy(cursor: Any, tables: Sequence[Table], first: int, last: int) -> None:
    """Writes the rows of the clones `first` to `last`; the caller has set triggers aside."""
    for table in tables:
        build = statements.copy_entries if table.name == ENTRIES else statements.copy_rows
        cursor.execute(build(table, statements.marked(cursor, table)), {"first": first, "last": last})
    cursor.execute(statements.SEARCHED, {"first": first, "last": last})


def _pads(audit_key: str) -> tuple[str, str]:
    """The paddings of HMAC-SHA-256 in hexadecimal: PostgreSQL has the hash, but not the keyed one."""
    key = audit_key.encode()
    key = (hashlib.sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x5C for byte in key).hex(), bytes(byte ^ 0x36 for byte in key).hex()


def _parts(size: int) -> list[tuple[int, int]]:
    step = min(CHUNK, -(-size // CONNECTIONS))
    return [(first, min(first + step - 1, size)) for first in range(1, size + 1, step)]


def _copying(connect: Connect, tables: Sequence[Table], part: tuple[int, int]) -> Callable[[], None]:
    def work() -> None:
        with closing(connect()) as connection, connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica; BEGIN")
            copy(cursor, tables, *part)
            cursor.execute("COMMIT")

    return work


def _running(connect: Connect, wanted: Sequence[str]) -> Callable[[], None]:
    def work() -> None:
        with closing(connect()) as connection, connection.cursor() as cursor:
            for statement in wanted:
                cursor.execute(statement)

    return work


def _side_by_side(works: Sequence[Callable[[], None]]) -> None:
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for done in [pool.submit(work) for work in works]:
            done.result()


def _all_tables(connect: Connect) -> list[str]:
    with closing(connect()) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regclass::text FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return [row[0] for row in cursor.fetchall()]
