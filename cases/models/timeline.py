"""What happened to a case: append-only, chained per case."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from cases.models.case import Case
from cases.models.guards import append_only
from cases.models.participation import TOOK_PART
from cases.models.search import NOTES_SEARCHED


class TimelineEntry(models.Model):
    """One thing that happened. `at` is when, `recorded_at` when it became known here.

    `hash` covers the entry and the hash before it in the same case; personal words lie in PersonalData and
    enter the chain only as a keyed digest, so that erasing them leaves the chain whole.
    """

    # No index of its own: one_entry_per_seq begins with the case.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="timeline", db_index=False)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    as_role = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    refused = models.BooleanField(default=False)
    from_state = models.CharField(max_length=40, blank=True)
    to_state = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(null=True, blank=True)
    effects = ArrayField(models.CharField(max_length=80), default=list, blank=True)
    data = models.JSONField(default=dict, blank=True)
    personal_digest = models.CharField(max_length=64, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("case", "seq")
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="one_entry_per_seq"),
            models.UniqueConstraint(
                fields=["case", "version"], condition=Q(version__isnull=False), name="one_entry_per_version"
            ),
        ]
        indexes = [
            # What was skipped lately, and what of it was undone: a handful a day.
            models.Index(
                fields=["recorded_at"],
                condition=Q(action__in=["skip", "undo"], refused=False),
                name="timeline_skips",
            ),
        ]
        triggers = [*append_only("timeline"), TOOK_PART]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.seq} {self.action}"


class PersonalData(models.Model):
    """The personal part of an entry. May be deleted; the chain stays valid without it."""

    entry = models.OneToOneField(
        TimelineEntry, on_delete=models.PROTECT, related_name="personal", primary_key=True
    )
    data = models.JSONField(default=dict)
    salt = models.CharField(max_length=32)

    class Meta:
        triggers = [NOTES_SEARCHED]

    def __str__(self) -> str:
        return f"personal part of entry {self.pk}"


class ChainAnchor(models.Model):
    """All chain heads that moved since the anchor before, under one hash."""

    at = models.DateTimeField()
    first_entry = models.BigIntegerField()
    last_entry = models.BigIntegerField()
    entries = models.PositiveIntegerField()
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)
        triggers = append_only("chain_anchor")

    def __str__(self) -> str:
        return f"anchor {self.at:%Y-%m-%d %H:%M}"
