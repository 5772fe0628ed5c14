"""How the background work stands: what operators, alarms and the metrics page ask. Ages are in seconds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, Min, QuerySet

from cases.models import (
    Deadline,
    InboundMail,
    MailAnswer,
    MailboxCursor,
    Notification,
    OutboxMessage,
    ServicePulse,
)

# Beat wakes both every five seconds: six rounds were missed. Banner, probe, doctor and alarm all mean this.
SILENT_SECONDS: Final = 30.0
SERVICES: Final = ("deadlines", "outbox")
LONGEST_WAIT: Final = timedelta(hours=1)  # longer than any back-off
NOTICES: Final = "notification"  # beside the channels of messages


def overdue_deadlines(now: datetime) -> QuerySet[Deadline]:
    """Armed timed steps whose instant has passed and that have not fired, oldest first.

    They are found by their next attempt, which has an index: a million steps may be armed.
    """
    soon = Deadline.objects.filter(status=Deadline.Status.ARMED, next_attempt_at__lt=now + LONGEST_WAIT)
    return soon.filter(due_at__lt=now).order_by("due_at", "id")


def parked_deadlines() -> QuerySet[Deadline]:
    """Timed steps that were set aside for a person."""
    return Deadline.objects.filter(status=Deadline.Status.PARKED).order_by("settled_at", "id")


def dead_messages() -> QuerySet[OutboxMessage]:
    """Messages that were given up, oldest first."""
    return OutboxMessage.objects.filter(status=OutboxMessage.Status.DEAD).order_by("id")


def dead_notices() -> QuerySet[Notification]:
    """Mails of notifications that were given up, oldest first."""
    return Notification.objects.filter(failed_at__isnull=False).order_by("id")


def dead_answers() -> int:
    """How many answers to mail without a case were given up."""
    return MailAnswer.objects.filter(status=MailAnswer.Status.DEAD).count()


def unread_mails() -> int:
    """How many mails came in that could not be read."""
    return InboundMail.objects.filter(status=InboundMail.Status.FAILED).count()


def mailbox_problems() -> list[str]:
    """Why mailboxes on mail servers could not be read when they were last looked into."""
    rows = MailboxCursor.objects.exclude(problem="").order_by("name")
    return [f"{name}: {problem}" for name, problem in rows.values_list("name", "problem")]


def tried_again(
    now: datetime,
) -> tuple[QuerySet[Deadline], QuerySet[OutboxMessage], QuerySet[Notification]]:
    """Steps, messages and notifications that failed and are tried again by themselves, the next one first."""
    steps = Deadline.objects.filter(
        status=Deadline.Status.ARMED, next_attempt_at__lt=now + LONGEST_WAIT, attempts__gt=0
    )
    messages = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING, attempts__gt=0)
    notices = Notification.objects.filter(mail_at__isnull=False, attempts__gt=0).order_by("mail_at", "id")
    return steps.order_by("next_attempt_at", "id"), messages.order_by("next_attempt_at", "id"), notices


def outbox_by_channel(now: datetime) -> dict[str, dict[str, Any]]:
    """Per channel: `oldest`, the age of the oldest message that waits, and `dead`, how many were given up.

    Mails of notifications are one more; they wait from when they are due.
    """
    found: dict[str, dict[str, Any]] = {}
    waiting = OutboxMessage.objects.filter(status=OutboxMessage.Status.PENDING).values("channel")
    for row in waiting.annotate(first=Min("created_at")):
        found.setdefault(row["channel"], {})["oldest"] = max((now - row["first"]).total_seconds(), 0.0)
    dead = OutboxMessage.objects.filter(status=OutboxMessage.Status.DEAD).values("channel")
    for row in dead.annotate(given_up=Count("pk")):
        found.setdefault(row["channel"], {})["dead"] = row["given_up"]
    return found | _notices(now)


def _notices(now: datetime) -> dict[str, dict[str, Any]]:
    due, dead = Notification.objects.filter(mail_at__lt=now), dead_notices().count()
    first = due.order_by("mail_at", "id").values_list("mail_at", flat=True).first()
    told = {"oldest": (now - first).total_seconds()} if first else {}
    told |= {"dead": dead} if dead else {}
    return {NOTICES: told} if told else {}


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
