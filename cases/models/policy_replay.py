"""Replays of a draft over past cases, done by a worker."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cases.models.policy_draft import PolicyDraft


class PolicyReplay(models.Model):
    """One run of a draft's values over past decisions. `digest` is that of the data it was run with.

    `lease_until` is how long a worker that says nothing is believed. `result` are its figures, `flips` the
    first decisions that would have come out otherwise.
    """

    class Status(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Failed"

    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="replays")
    digest = models.CharField(max_length=64)
    values = models.JSONField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    flips = models.JSONField(default=list)
    cancel_asked = models.BooleanField(default=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["status", "created_at"], name="policy_replay_status")]

    def __str__(self) -> str:
        return f"replay {self.pk} of draft {self.draft_id}"

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has it or is about to."""
        return self.status in {self.Status.WAITING, self.Status.RUNNING}
