"""Requests to outside parties for their consent: what was asked of whom, and what became of it."""

from __future__ import annotations

import uuid
from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.case import Case

# What was asked stays as it was asked; the database itself refuses to write it again.
ASKED = [
    "number", "case", "party", "party_name", "party_key", "role", "address", "terms", "terms_hash", "digest",
    "asked_at", "asked_by", "expires_at", "replaces",
]  # fmt: skip


class ConsentRequest(models.Model):
    """One question to one party, with its link.

    `party` is the kind's key of it, `party_key` its name as names are compared. Of the link only a digest is
    kept. `terms` are the rows as they are shown, `terms_hash` is what an answer is bound to. `replaces` is
    the request whose terms changed, where this one asks again.
    """

    class State(models.TextChoices):
        """What became of it. That the time is over is told by `expires_at`."""

        ASKED = "asked", _("Asked")
        VIEWED = "viewed", _("Read")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Refused")
        VOID = "void", _("Void")
        REVOKED = "revoked", _("Ended")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    number = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents", db_index=False)
    party = models.CharField(max_length=240)
    party_name = models.CharField(max_length=200)
    party_key = models.CharField(max_length=200)
    role = models.CharField(max_length=80)
    address = models.EmailField(max_length=200)
    terms = models.JSONField()
    terms_hash = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        db_index=False,
    )  # fmt: skip
    expires_at = models.DateTimeField()
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    viewed_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    evidence = models.CharField(max_length=500, blank=True)
    document = models.UUIDField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(fields=["case", "id"], name="consent_case"),
            models.Index(
                fields=["party_key", "id"],
                condition=Q(state__in=["asked", "viewed"]),
                name="consent_asked_of",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="consent_asked_stays", fields=ASKED),
            pgtrigger.Protect(name="consent_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.party_name}: {self.get_state_display()}"

    @property
    def is_waiting(self) -> bool:
        """Whether it has neither been answered nor ended."""
        return self.state in {self.State.ASKED, self.State.VIEWED}

    def is_live(self, now: datetime) -> bool:
        """Whether it can be answered at `now`. The last instant still counts."""
        return self.is_waiting and now <= self.expires_at

    def is_expired(self, now: datetime) -> bool:
        """Whether its time went by without an answer."""
        return self.is_waiting and now > self.expires_at
