"""What cancellations are held against: order records, and the mails that came in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cancellations.models.case import CancellationCase
from cases.models.remembering import Remembering


class OrderRecord(models.Model):
    """An order as Titan has it, with its invoice lines. `key` is its id as it is compared.

    `references` are ids that the order only quotes, as a renewal does: they make nothing fit. An invoice line
    is `{product, currency, invoiced, fulfilled}`, the amounts decimal strings.
    """

    key = models.CharField(max_length=120, unique=True)
    titan_order_id = models.CharField(_("Titan order ID"), max_length=120)
    client = models.CharField(max_length=200)
    campaign = models.CharField(max_length=200)
    client_key = models.CharField(max_length=200)
    campaign_key = models.CharField(max_length=200)
    products = models.JSONField(default=list)
    references = models.JSONField(default=list)
    invoice_lines = models.JSONField(default=list)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["client_key", "campaign_key"], name="order_of_campaign")]

    def __str__(self) -> str:
        return self.titan_order_id


class ReceivedMail(Remembering):
    """A mail by its Message-ID, and what it was to its case. A mail belongs to one case, whatever comes."""

    class Meant(models.TextChoices):
        """What a mail was to its case."""

        OPENED = "opened", _("Opened it")
        DUPLICATE = "duplicate", _("Said the same again")
        SUPPLIED = "supplied", _("Supplied something")

    key = models.CharField(max_length=400, unique=True)
    message_id = models.CharField(max_length=400)
    case = models.ForeignKey(CancellationCase, on_delete=models.PROTECT, related_name="request_mails")
    meant = models.CharField(max_length=10, choices=Meant.choices)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.message_id


def mail_key(message_id: str) -> str:
    """A Message-ID as it is compared: without the angle brackets around it."""
    text = message_id.strip()
    return text[1:-1].strip() if text.startswith("<") and text.endswith(">") else text
