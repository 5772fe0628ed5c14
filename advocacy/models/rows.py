"""What belongs to a ticket: attempts and contacts, letters, technical reviews."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from advocacy.models.case import AdvocateCase
from cases.models.remembering import Remembering


class ContactAttempt(Remembering):
    """One contact or attempt: `direction` is out for ours, in for the customer's."""

    case = models.ForeignKey(AdvocateCase, on_delete=models.PROTECT, related_name="attempts")
    direction = models.CharField(
        max_length=3, choices=[("out", _("From us")), ("in", _("From the customer"))]
    )
    channel = models.CharField(max_length=20)
    occurred_at = models.DateTimeField()
    reached = models.BooleanField(default=False)
    bounced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.direction}, {self.channel}"


class ClosingLetter(Remembering):
    """A letter that announces the closing. It counts once sent, until it comes back or is void."""

    case = models.ForeignKey(AdvocateCase, on_delete=models.PROTECT, related_name="letters")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=20, default="email")
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    deadline_date = models.DateField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="advocate_one_letter_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class TechnicalReview(Remembering):
    """A technical review of the case; once closed it stays closed."""

    case = models.ForeignKey(AdvocateCase, on_delete=models.PROTECT, related_name="reviews")
    number = models.CharField(_("number"), max_length=80)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="advocate_one_row_per_review")]

    def __str__(self) -> str:
        return self.number
