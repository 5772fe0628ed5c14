"""Messages to the outside, stored with the change that causes them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.search import LETTERS_SEARCHED
from cases.models.timeline import TimelineEntry


class OutboxMessage(models.Model):
    """A mail, a call or a task for an outside system. Sent after commit, at least once, keyed.

    `html`, `message_id` and `calendar` are a mail's: with subject, body and receiver the snapshot of what
    goes out. `context_hash` is the hash of what filled its letter. A refused one without `bounced_at` is one
    whose case was not told yet; so is a sent one that is `awaited` (see `payload["when_sent"]`).
    """

    class Status(models.TextChoices):
        """How far it got."""

        PENDING = "pending", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        DEAD = "dead", _("Given up")
        REFUSED = "refused", _("Refused by the receiver's server")
        DROPPED = "dropped", _("Left unsent by a person")

    key = models.CharField(max_length=120, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="messages")
    entry = models.ForeignKey(TimelineEntry, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=30)
    to = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    payload = models.JSONField(default=dict, blank=True)
    html = models.TextField(blank=True, db_default="", default="")
    calendar = models.TextField(blank=True, db_default="", default="")
    message_id = models.CharField(max_length=200, blank=True, db_default="", default="")
    context_hash = models.CharField(max_length=64, blank=True, db_default="", default="")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    awaited = models.BooleanField(default=False, db_default=False)
    bounce_reason = models.CharField(max_length=500, blank=True, db_default="", default="")

    class Meta:
        triggers = [LETTERS_SEARCHED]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(status="pending"), name="outbox_due"),
            models.Index(fields=["channel", "id"], condition=Q(status="dead"), name="outbox_dead"),
            models.Index(fields=["id"], condition=Q(awaited=True, status="sent"), name="outbox_awaited"),
            models.Index(
                fields=["id"],
                condition=Q(status="refused", bounced_at__isnull=True),
                name="outbox_refused",
            ),
            models.Index(fields=["message_id"], condition=~Q(message_id=""), name="outbox_message_id"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.to}, {self.status}"

    @property
    def number(self) -> str:
        """Which one of its case's messages it is: "12/1" is the first of the timeline's twelfth entry."""
        return self.key.partition("/")[2]

    @property
    def came_back(self) -> bool:
        """Whether its receiver did not get it."""
        return self.bounced_at is not None or self.status == self.Status.REFUSED
