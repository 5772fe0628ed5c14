"""Storing the rows of a kind's own tables that a change has kept: two statements a table, however many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model


def store(rows: Sequence[Model]) -> None:
    """Inserts new rows and writes changed ones, table by table in the order in which they first came.

    A row that refers to another finds it stored already, when that one's table came first.
    """
    tables: dict[type[Model], list[Any]] = {}
    for row in {id(row): row for row in rows}.values():  # each once, in the order given
        tables.setdefault(type(row), []).append(row)
    for model, found in tables.items():
        fresh = [row for row in found if row.pk is None]
        changed = [row for row in found if row.pk is not None]
        if fresh:
            model._default_manager.bulk_create(fresh)
        if changed:
            names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
            model._default_manager.bulk_update(changed, names)
