"""The written agreements of the parties."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cases.models.remembering import Remembering
from takeovers.models.case import TakeoverCase
from takeovers.rules import labels


class PartyAgreement(Remembering):
    """One party's agreement. A withdrawn one stays on record. `consent` is the request it came by, if any.

    `document` is the file of the case that was ticked as this party's agreement.
    """

    case = models.ForeignKey(TakeoverCase, on_delete=models.PROTECT, related_name="agreements")
    party = models.CharField(max_length=10, choices=list(labels.PARTIES.items()))
    name = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    evidence = models.CharField(max_length=500, blank=True)
    consent = models.UUIDField(null=True, blank=True)
    document = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("received_at", "id")

    def __str__(self) -> str:
        return f"{self.name} as {self.get_party_display()}"
