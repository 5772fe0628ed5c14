"""What outside systems are asked to do for a case, and the tickets of their local stand-in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case


class OutboundCall(models.Model):
    """One thing that one system is asked to do for a case, once for each business key.

    `connector` is how the system was reached. `number` is what the system shows as proof, `done_by` the
    person who has confirmed it by hand. `follows` names what the case does next, under `done` and under
    `stuck`; a finished call that is not `told` is one whose case does not know yet. `next_attempt_at` is when
    it is asked, or its case told, at the earliest; while it is being asked, when it is taken for cut off.
    """

    class Status(models.TextChoices):
        """How far it got."""

        PLANNED = "planned", _("To be asked")
        CALLING = "calling", _("Being asked")
        BY_HAND = "by_hand", _("For a person to do")
        STUCK = "stuck", _("Needs a person")
        DONE = "done", _("Confirmed")
        DROPPED = "dropped", _("No longer wanted")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outbound_calls")
    system = models.CharField(max_length=30)
    operation = models.CharField(max_length=30)
    key = models.CharField(max_length=120, unique=True)
    connector = models.CharField(max_length=120)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED)
    attempts = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    fields = models.JSONField(default=dict, blank=True)
    number = models.CharField(max_length=80, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    follows = models.JSONField(default=dict, blank=True)
    told = models.BooleanField(default=False)
    planned_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(status__in=("planned", "calling")),
                name="outbound_due",
            ),
            models.Index(
                fields=["id"], condition=Q(told=False, status__in=("done", "stuck")), name="outbound_untold"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.status}"


class OutboundAttempt(models.Model):
    """One try of a call: stored before the system is asked, finished afterwards. Without an `outcome` it
    either goes on, or whoever made it was cut off."""

    call = models.ForeignKey(OutboundCall, on_delete=models.PROTECT, related_name="tries")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("call", "number")
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="outbound_one_row_per_try")]

    def __str__(self) -> str:
        return f"{self.call_id}, try {self.number}: {self.outcome or 'not finished'}"


class LocalTicket(models.Model):
    """A ticket of the local stand-in for an outside system: one a case and system."""

    system = models.CharField(max_length=30)
    reference = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    is_open = models.BooleanField(default=True)
    changes = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["system", "reference"], name="local_one_ticket")]

    def __str__(self) -> str:
        return f"{self.number}, {'open' if self.is_open else 'closed'}"


class LocalOrder(models.Model):
    """What the stand-in is told to answer next, each once, in the order in which they were told."""

    system = models.CharField(max_length=30)
    answer = models.CharField(max_length=30)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.system}: {self.answer}"
