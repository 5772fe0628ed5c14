"""The transaction-local marker without which the database refuses a state."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from cases.models.guards import MARKER


@contextmanager
def door_open() -> Iterator[None]:
    """Within the block, and this transaction, the state of a case may be written."""
    _set("open")
    try:
        yield
    finally:
        # A failed statement has ended the transaction's use: the rollback takes the marker along.
        if not connection.needs_rollback:
            _set("")


def _set(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [MARKER, value])
