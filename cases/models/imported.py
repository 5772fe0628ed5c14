"""Imports that people start on a page: the file, the run that a worker does, and what became of each row."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager


class ImportFile(models.Model):
    """A file as it came. In the database, where every web process and every worker finds it.

    `mapping` is the text of the mapping file that came with it. `content` is None once it is forgotten.
    """

    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    content = models.BinaryField(null=True)
    mapping_name = models.CharField(max_length=200, blank=True)
    mapping = models.TextField(blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One way of one file into the cases. `lease_until` is how long a worker that says nothing is believed.

    `attempt` counts the workers that took it up: what one that was given up writes afterwards does not count.
    """

    class Status(models.TextChoices):
        """Where it is."""

        NEW = "new", _("Not started")
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    class How(models.TextChoices):
        """What is done with the good rows of a file that has bad ones."""

        CHECK = "check", _("Check only")
        ALL = "all", _("All or nothing")
        PARTIAL = "partial", _("Good rows only")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="import_runs")
    as_role = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=24)
    file = models.ForeignKey(ImportFile, on_delete=models.PROTECT, related_name="runs")
    columns = models.JSONField(default=dict)
    how = models.CharField(max_length=10, choices=How.choices, default=How.ALL)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.NEW)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    problem = models.CharField(max_length=300, blank=True)
    cancel_asked = models.BooleanField(default=False)
    attempt = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    if TYPE_CHECKING:
        rows: RelatedManager[ImportRow]

    class Meta:
        constraints = [
            # Two at once would keep every worker from the timed steps; the database sees to it.
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="running"), name="one_import_at_a_time"
            )
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="import_mine"),
            models.Index(fields=["status", "created_at"], name="import_status"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens with it."""
        return self.status in {self.Status.DONE, self.Status.CANCELLED, self.Status.FAILED}

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has it or is about to."""
        return self.status in {self.Status.WAITING, self.Status.RUNNING}


class ImportRow(models.Model):
    """What became of one row of a file."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    status = models.CharField(max_length=10)
    key = models.CharField(max_length=200, blank=True)
    reference = models.CharField(max_length=20, blank=True)
    team = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=40, blank=True)
    why = models.TextField(blank=True)
    faults = models.JSONField(default=list)

    class Meta:
        ordering = ("run", "position")
        constraints = [
            models.UniqueConstraint(fields=["run", "position"], name="one_import_row_per_position")
        ]
        indexes = [models.Index(fields=["run", "status", "team", "position"], name="import_row_status")]

    def __str__(self) -> str:
        return f"{self.run_id} line {self.line}: {self.status}"
