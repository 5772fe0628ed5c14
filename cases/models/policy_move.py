"""Set deadlines that a change of policy moves, done by a worker once the change has taken effect."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.policy_draft import PolicyDraft
from cases.models.policy_work import DraftWork


class DeadlineMove(DraftWork):
    """The set deadlines of a kind, dated anew from `starts_at` on, case by case in the order of their keys.

    `after` is the last case that was looked at, `done` how many were, `moved` in how many a date changed, and
    `failed` how many could not be seen to. `lease_until` is how long a worker that says nothing is believed.
    """

    class Status(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")

    draft = models.OneToOneField(PolicyDraft, on_delete=models.PROTECT, related_name="move")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    starts_at = models.DateTimeField()
    after = models.BigIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["status", "starts_at"], name="deadline_move_status")]

    def __str__(self) -> str:
        return f"deadlines moved by draft {self.draft_id}"
