"""Numbers of versions; and values that a scenario is played with, which is then rolled back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from cases import clock
from cases.kinds import Kind
from cases.models import PolicyVersion, User
from cases.models.policy_guards import MARKER
from cases.policy import AS_SHIPPED, checked


def place(
    kind: Kind,
    values: Mapping[str, Any],
    *,
    effective_from: datetime,
    author: User,
    reason: str,
    moves: bool = False,
) -> PolicyVersion:
    """Puts values in force without approval: for scenarios, whose transaction is rolled back.

    The database takes such a row only under a marker that nothing else sets.
    """
    fitting = checked(kind, values)
    with transaction.atomic():
        _mark("placed")
        placed = PolicyVersion.objects.create(
            kind=kind.code,
            number=next_number(kind.code),
            values=fitting,
            effective_from=effective_from,
            author=author,
            reason=reason,
            created_at=clock.now(),
            moves_deadlines=moves,
        )
        _mark("")
    return placed


def next_number(kind: str) -> int:
    """The number of the next version of a kind, within a transaction; two at once get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"cases.policy.{kind}"])
    newest = PolicyVersion.objects.filter(kind=kind).aggregate(number=Max("number"))["number"]
    return (newest or AS_SHIPPED) + 1


def _mark(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [MARKER, word])
