"""What stands in the tables of cases: rows and a sum of the hashes of all of them, whatever their order."""

from __future__ import annotations

from typing import Any

from benchmarks.catalogue import LEFT_OUT, case_tables

Sums = dict[str, tuple[int, int]]


def sums(cursor: Any) -> Sums:
    """Rows and sum by table. Any change of any column changes the sum."""
    found: Sums = {}
    for table in [*(one.name for one in case_tables(cursor)), *sorted(LEFT_OUT)]:
        cursor.execute(f"SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM {table} t")
        rows, summed = cursor.fetchone()
        found[table] = int(rows), int(summed)
    return found


def changed(before: Sums, after: Sums) -> list[str]:
    """The tables that are not as they were."""
    return sorted(name for name in before | after if before.get(name) != after.get(name))
