"""The only source of the present for business decisions: the database's clock.

Sessions, tokens, signed links and rate limits use real time and do not come here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection

_override: ContextVar[datetime | None] = ContextVar("clock_override", default=None)


def now() -> datetime:
    """The present instant in UTC: `statement_timestamp()` of the database, or the override.

    Inside the door it is read once, after the row lock, so that a wait for the lock never makes a decision
    rest on an instant that has passed.
    """
    fixed = now_or_none()
    if fixed is not None:
        return fixed
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        instant: datetime = cursor.fetchone()[0]
    return instant.astimezone(UTC)


def now_or_none() -> datetime | None:
    """The override where there is one: for who reads the database's clock within a statement of its own."""
    return _override.get()


@contextmanager
def fixed_at(instant: datetime) -> Iterator[None]:
    """Within the block `now()` is `instant`: for the door, tests, scenarios, previews and seeding."""
    if instant.tzinfo is None:
        raise ValueError("The clock takes instants with a zone only.")
    token = _override.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _override.reset(token)
