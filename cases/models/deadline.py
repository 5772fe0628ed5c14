"""Timed steps as rows: never in a broker, never lost."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case


class Deadline(models.Model):
    """One timed step of one case. Settled rows stay, so that what did not happen can be shown too.

    `skipped` marks a cancelled one that a person left out: the facts may still ask for it.
    """

    class Status(models.TextChoices):
        """What became of it."""

        ARMED = "armed", _("Armed")
        FIRED = "fired", _("Fired")
        CANCELLED = "cancelled", _("Cancelled")
        PARKED = "parked", _("Parked")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, blank=True)
    generation = models.PositiveIntegerField(default=1)
    limit = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ARMED)
    reason = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    in_flight = models.BooleanField(default=False)
    skipped = models.BooleanField(default=False, db_default=False)
    armed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "subject"], condition=Q(status="armed"), name="one_armed_per_subject"
            )
        ]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], condition=Q(status="armed"), name="deadline_due"),
            models.Index(
                fields=["status", "settled_at"], condition=Q(status="parked"), name="deadline_parked"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of case {self.case_id}, {self.status}"


class ServicePulse(models.Model):
    """When a background service last did a round: its absence is what an alarm looks for."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.at:%H:%M:%S}"


class LatenessBucket(models.Model):
    """How many timed steps fired within `bound` seconds of their instant, and not within the bound before."""

    bound = models.FloatField(unique=True)
    number = models.PositiveBigIntegerField(default=0)
    seconds = models.FloatField(default=0)

    def __str__(self) -> str:
        return f"{self.number} within {self.bound:g} s"
