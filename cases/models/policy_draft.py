"""Policy values on their way: what is wanted, who worked on it, who looked at it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.guards import append_only
from cases.models.policy_guards import FOUR_EYES, NEVER_DELETED


class PolicyDraft(models.Model):
    """A wanted change of a kind's policy: in force once another person approved it, and from its instant on.

    `effective_from` is None for "as soon as it is approved". `revision` counts the changes of its data;
    `digest` is the hash of what was submitted, and `approved_digest` of what was approved. `override` is why
    it was approved although kept scenarios fail with it; empty where none did. `effect` is what the approver
    was shown of set deadlines that move, and None where they keep their dates.
    """

    class Status(models.TextChoices):
        """Where it is; the last three are ends."""

        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waits for approval")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Set(models.TextChoices):
        """What becomes of the deadlines that are set already when it takes effect."""

        KEEP = "keep", _("They keep their dates")
        MOVE = "move", _("They move to the dates that the new values give")

    kind = models.CharField(max_length=24)
    values = models.JSONField()
    reason = models.TextField()
    effective_from = models.DateTimeField(null=True, blank=True)
    set_deadlines = models.CharField(
        max_length=4, choices=Set.choices, default=Set.KEEP, db_default=Set.KEEP.value
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    revision = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_digest = models.CharField(max_length=64, blank=True)
    override = models.TextField(blank=True, db_default="", default="")
    effect = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("submitted_by")),
                name="policy_draft_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(status="approved")
                | Q(approved_by__isnull=False, submitted_by__isnull=False, approved_digest=F("digest")),
                name="policy_draft_approved_as_submitted",
            ),
        ]
        indexes = [models.Index(fields=["kind", "status"], name="policy_draft_status")]
        triggers = [FOUR_EYES, NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.kind} policy, draft {self.pk}"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more happens with it."""
        return self.status in {self.Status.APPROVED, self.Status.REFUSED, self.Status.WITHDRAWN}


class PolicyDraftEntry(models.Model):
    """One thing that happened to a draft, refused attempts among them. Append-only."""

    class What(models.TextChoices):
        """What it was; the first three make whoever did it somebody who cannot approve."""

        BEGAN = "began", _("began the draft")
        CHANGED = "changed", _("changed the draft")
        SUBMITTED = "submitted", _("submitted it for approval")
        APPROVED = "approved", _("approved it")
        REFUSED = "refused", _("refused it")
        WITHDRAWN = "withdrawn", _("withdrew it")
        ATTEMPT = "attempt", _("tried, and was not let")
        UNLINKED = "unlinked", _("unlinked accounts that still count as one person for this change")

    draft = models.ForeignKey(PolicyDraft, on_delete=models.PROTECT, related_name="entries")
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=What.choices)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("id",)
        triggers = append_only("policy_draft_entry")

    def __str__(self) -> str:
        return f"draft {self.draft_id}: {self.what}"
