"""Replays of a draft over past cases, done by workers, part by part."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.policy_draft import PolicyDraft
from cases.models.policy_work import DraftWork


class PolicyReplay(DraftWork):
    """One run of a draft's values over past decisions. `digest` is that of the data it was run with.

    `result` are its figures, `flips` the first decisions that would have come out otherwise. While it runs
    they lie with its parts.
    """

    class Status(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        CANCELLED = "cancelled", _("Cancelled")
        FAILED = "failed", _("Failed")

    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="replays")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    result = models.JSONField(default=dict)
    flips = models.JSONField(default=list)
    cancel_asked = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        indexes = [models.Index(fields=["status", "created_at"], name="policy_replay_status")]

    def __str__(self) -> str:
        return f"replay {self.pk} of draft {self.draft_id}"


class PolicyReplayPart(models.Model):
    """The cases of a replay after one number up to another, which one worker takes; None: to the end.

    `lease_until` is how long a worker that says nothing is believed, None where none has it. `result` and
    `flips` are as in the replay, and None until the part is done.
    """

    replay = models.ForeignKey(PolicyReplay, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    after = models.BigIntegerField()
    upto = models.BigIntegerField(null=True)
    lease_until = models.DateTimeField(null=True)
    result = models.JSONField(null=True)
    flips = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["replay", "number"], name="one_replay_part_per_number")
        ]

    def __str__(self) -> str:
        return f"part {self.number} of replay {self.replay_id}"
