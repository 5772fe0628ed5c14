"""Messages to the outside, stored with the change that causes them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.timeline import TimelineEntry


class OutboxMessage(models.Model):
    """A mail, a call or a task for an outside system. Sent after commit, at least once, keyed."""

    class Status(models.TextChoices):
        """How far it got."""

        PENDING = "pending", "Waiting to be sent"
        SENT = "sent", "Sent"
        DEAD = "dead", "Given up"

    key = models.CharField(max_length=120, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    entry = models.ForeignKey(TimelineEntry, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=30)
    to = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    payload = models.JSONField(default=dict, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(status="pending"), name="outbox_due"),
            models.Index(fields=["channel", "id"], condition=Q(status="dead"), name="outbox_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}, {self.status}"
