"""Policy values: effective-dated versions per kind."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cases.models.guards import append_only


class PolicyVersion(models.Model):
    """The values of a kind that change at an instant, and nothing else. Version 1 is as shipped."""

    kind = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    values = models.JSONField()
    effective_from = models.DateTimeField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "number")
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_policy_per_number")]
        triggers = append_only("policy_version")

    def __str__(self) -> str:
        return f"{self.kind} policy {self.number}"
