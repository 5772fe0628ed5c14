"""Columns of cases that only lists read: written once for all cases of a transaction, at its end.

A timed step that only passes a case's answer target changes nothing else of it, and most of them are such.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any, Final

from django.db import connection

from cases.models import Case

COLUMNS: Final = frozenset({"updated_at", "attention_at", "next_due_at", "next_due_kind"})


class Quiet:
    """Locked cases of one transaction, with the columns in which they are still to be written."""

    def __init__(self) -> None:
        self._waiting: dict[int, tuple[Any, set[str]]] = {}

    def takes(self, case: Any, changed: AbstractSet[str]) -> bool:
        """Whether it will write this change; only where it is one of such columns alone."""
        if not changed <= COLUMNS:
            return False
        self._waiting.setdefault(case.pk, (case, set()))[1].update(changed)
        return True

    def given_back(self, case: Any) -> set[str]:
        """The columns of a case that is written now for another reason: they are written with it."""
        return self._waiting.pop(case.pk, (case, set()))[1]

    def write(self) -> None:
        """One statement for all cases that changed in the same columns; each as it is by now."""
        groups: dict[tuple[str, ...], list[Any]] = defaultdict(list)
        for case, changed in self._waiting.values():
            groups[tuple(sorted(changed))].append(case)
        self._waiting.clear()
        for names, cases in groups.items():
            columns = [[getattr(case, name) for case in cases] for name in names]
            statement = _statement(names)
            with connection.cursor() as cursor:
                cursor.execute(statement, [[case.pk for case in cases], *columns])
                if cursor.rowcount != len(cases):
                    raise RuntimeError(f"{len(cases)} cases are locked, and {cursor.rowcount} were written.")


@cache
def _statement(names: tuple[str, ...]) -> str:
    table, fields = Case._meta.db_table, {field.attname: field for field in Case._meta.concrete_fields}
    columns = ", ".join(names)
    told = ", ".join(f"{name} = new.{name}" for name in names)
    types = ", ".join(f"%s::{fields[name].db_type(connection)}[]" for name in names)
    return (
        f"UPDATE {table} SET {told} FROM unnest(%s::bigint[], {types}) AS new (id, {columns})"  # noqa: S608
        f" WHERE {table}.id = new.id"
    )
