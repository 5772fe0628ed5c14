"""What every piece of work that a worker does for a draft of policy values keeps."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models

UNDER_WAY: Final = frozenset({"waiting", "running"})


class DraftWork(models.Model):
    """One run for a draft: `digest` is that of the draft's data and `values` are those it is run with.

    `lease_until` is how long a worker that says nothing is believed. Each sort of run has its own `status`.
    """

    digest = models.CharField(max_length=64)
    values = models.JSONField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    # Declared by each sort of run, with its own choices.
    status: models.CharField[str, str]

    class Meta:
        abstract = True

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has it or is about to."""
        return self.status in UNDER_WAY
