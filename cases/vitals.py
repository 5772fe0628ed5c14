"""How the background work stands: what operators, alarms and the metrics page ask. Ages are in seconds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Min, QuerySet

from cases.models import Deadline, OutboxMessage, ServicePulse


def overdue_deadlines(now: datetime) -> QuerySet[Deadline]:
    """Armed timed steps whose instant has passed and that have not fired, oldest first."""
    return Deadline.objects.filter(status=Deadline.Status.ARMED, due_at__lt=now).order_by("due_at", "id")


def parked_deadlines() -> QuerySet[Deadline]:
    """Timed steps that were set aside for a person."""
    return Deadline.objects.filter(status=Deadline.Status.PARKED).order_by("settled_at", "id")


def outbox_by_channel(now: datetime) -> dict[str, dict[str, Any]]:
    """Per channel: `oldest`, the age of the oldest message that waits, and `dead`, how many were given up."""
    found: dict[str, dict[str, Any]] = {}
    waiting = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING).values("channel")
    for row in waiting.annotate(first=Min("created_at")):
        found.setdefault(row["channel"], {})["oldest"] = max((now - row["first"]).total_seconds(), 0.0)
    dead = OutboxMessage.objects.filter(status=OutboxMessage.Status.DEAD).values("channel")
    for row in dead.annotate(given_up=Count("pk")):
        found.setdefault(row["channel"], {})["dead"] = row["given_up"]
    return found


def untouched(now: datetime) -> dict[str, float]:
    """For how long the next message and the next timed step have been due, by the pulse that takes them."""
    rows = {
        "outbox": OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING, next_attempt_at__lt=now),
        "deadlines": Deadline.objects.filter(status=Deadline.Status.ARMED, next_attempt_at__lt=now),
    }
    found: dict[str, float] = {}
    for name, due in rows.items():
        first = due.order_by("next_attempt_at", "id").values_list("next_attempt_at", flat=True).first()
        found[name] = (now - first).total_seconds() if first else 0.0
    return found


def pulse_ages(now: datetime) -> dict[str, float]:
    """How long ago each background service last did a round."""
    return {name: (now - at).total_seconds() for name, at in ServicePulse.objects.values_list("name", "at")}
