"""Decisions as they were taken: stored, never recomputed for display."""

from __future__ import annotations

from django.db import models

from cases.models.case import Case
from cases.models.guards import append_only


class StoredDecision(models.Model):
    """One decision with everything that explains it, frozen with the policy version used."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    seq = models.PositiveIntegerField()
    decided_at = models.DateTimeField()
    team = models.CharField(max_length=40)
    action = models.CharField(max_length=60)
    rule = models.CharField(max_length=20)
    card = models.JSONField()
    policy_version = models.PositiveIntegerField()
    policy_values = models.JSONField()

    class Meta:
        ordering = ("case", "seq")
        constraints = [models.UniqueConstraint(fields=["case", "seq"], name="one_decision_per_seq")]
        # With the case, so that counting those of a rule need not visit the rows: cards are long.
        indexes = [models.Index(fields=["rule", "decided_at"], include=["case"], name="decision_by_rule")]
        triggers = append_only("decision")

    def __str__(self) -> str:
        return f"{self.case_id}: {self.rule}"
