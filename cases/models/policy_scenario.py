"""Scenarios that the owners of a process keep with it, and what came of playing them for a draft."""

from __future__ import annotations

from typing import Final

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.policy_draft import PolicyDraft
from cases.models.policy_work import DraftWork

MOST_NAME: Final = 60
MOST_TITLE: Final = 200


class PolicyScenario(models.Model):
    """One kept scenario: its line as it was given. Retired with a reason, never deleted or changed."""

    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=MOST_NAME)
    title = models.CharField(max_length=MOST_TITLE, blank=True)
    line = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("name", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"], condition=Q(retired_at=None), name="one_kept_scenario_per_name"
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None, retired_by=None, retired_reason="")
                | (Q(retired_at__isnull=False, retired_by__isnull=False) & ~Q(retired_reason="")),
                name="scenario_retired_with_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="policy_scenario_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="policy_scenario_as_given",
                fields=["kind", "name", "title", "line", "author", "created_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} scenario {self.name}"


class ScenarioRun(DraftWork):
    """The kept scenarios of a kind, played with the values that a draft would leave in force.

    `digest` is that of the draft's data and `values` are all the values it was played with: for others it
    says nothing. `results` has for each scenario its key, name, title and the differences as sentences.
    `lease_until` is how long a worker that says nothing is believed.
    """

    class Status(models.TextChoices):
        """Where it is; the last three are ends."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Replaced by a later one")
        FAILED = "failed", _("Failed")

    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="scenario_runs")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    results = models.JSONField(default=list)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["status", "created_at"], name="scenario_run_status")]

    def __str__(self) -> str:
        return f"scenario run {self.pk} of draft {self.draft_id}"
