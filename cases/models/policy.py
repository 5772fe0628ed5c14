"""Policy values: effective-dated versions per kind."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.models.guards import append_only
from cases.models.policy_draft import PolicyDraft
from cases.models.policy_guards import APPROVED_VALUES


class PolicyVersion(models.Model):
    """The values of a kind that change at an instant, and nothing else. Version 1 is as shipped.

    `author` submitted the `draft` it comes from, `approved_by` is the second pair of eyes. Both are empty on
    rows from before drafts were approved, and on those that a scenario places. `moves_deadlines` says that
    it counts for timed steps too that were set before it.
    """

    kind = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    values = models.JSONField()
    effective_from = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    created_at = models.DateTimeField()
    draft = models.OneToOneField(
        PolicyDraft, null=True, blank=True, on_delete=models.PROTECT, related_name="version"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True, db_default="", default="")

    moves_deadlines = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ("kind", "number")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="one_policy_per_number"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("author")), name="policy_four_eyes"
            ),
        ]
        triggers = [*append_only("policy_version"), APPROVED_VALUES]

    def __str__(self) -> str:
        return f"{self.kind} policy {self.number}"
