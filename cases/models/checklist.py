"""Checklists of a case: ordered steps, each proven, and what was proven before.

A case may hold several lists, told apart by `of` (a company's name); "" where there is one.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case
from cases.models.guards import append_only
from cases.models.remembering import Remembering


class Proof(models.Model):
    """Who did it, in which role and for whom, when, and with what evidence."""

    evidence = models.JSONField(default=dict, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_role = models.CharField(max_length=40, blank=True)
    on_behalf_of = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class ChecklistStep(Remembering, Proof):
    """One step as it stands now. `left` is the latest count of what the step still has to bring to 0."""

    winds = frozenset({"left"})  # the records of a step tell the rest

    class Status(models.TextChoices):
        """How far it got."""

        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        NOT_REQUIRED = "not_required", _("Not required")
        SKIPPED = "skipped", _("Left out")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    of = models.CharField(max_length=200, blank=True)
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    left = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("case", "of", "number")
        constraints = [
            models.UniqueConstraint(fields=["case", "of", "number"], name="one_step_per_number"),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.number}: {self.status}"


class ChecklistRecord(Remembering, Proof):
    """One thing that was done to a step: kept for ever, whatever becomes of the step."""

    winds = frozenset()  # nothing of it changes; that it is new is told

    class What(models.TextChoices):
        """What was done."""

        DONE = "done", _("Done")
        PROGRESS = "progress", _("Reported")
        SKIPPED = "skipped", _("Left out")
        REOPENED = "reopened", _("Opened again")

    step = models.ForeignKey(ChecklistStep, on_delete=models.PROTECT, related_name="records")
    what = models.CharField(max_length=12, choices=What.choices)

    class Meta:
        ordering = ("id",)
        triggers = append_only("checklist_record")

    def __str__(self) -> str:
        return f"{self.step_id}: {self.what}"
