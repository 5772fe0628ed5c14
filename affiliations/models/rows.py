"""What belongs to a transition: accounts, groups of badges, and the reseller's users."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from affiliations.models.case import AffiliationCase
from cases.models.remembering import Remembering


class MovingAccount(Remembering):
    """One account of the customer that moves. `left_at` is when it turned out that it does not."""

    case = models.ForeignKey(AffiliationCase, on_delete=models.PROTECT, related_name="moving_accounts")
    position = models.PositiveIntegerField()
    no = models.CharField(_("account number"), max_length=80)
    badge_count = models.PositiveIntegerField(_("active badges"))
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["case", "no"], name="affiliation_one_row_per_account")]

    def __str__(self) -> str:
        return f"{self.no}: {self.badge_count}"


class BadgeGroup(Remembering):
    """Badges that are issued and billed together, and the expired shipment that was set for them."""

    case = models.ForeignKey(AffiliationCase, on_delete=models.PROTECT, related_name="groups")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    issued = models.BooleanField(_("last set issued"), default=False)
    issued_at = models.DateTimeField(null=True, blank=True)
    billed = models.BooleanField(default=False)
    billed_at = models.DateTimeField(null=True, blank=True)
    pending_badges = models.PositiveIntegerField(_("badges still to be issued"), default=0)
    expired_qty = models.PositiveIntegerField(_("expired shipment"), null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(fields=["case", "name"], name="affiliation_one_row_per_group"),
            models.CheckConstraint(
                condition=Q(expired_qty=None, expired_at=None)
                | Q(expired_qty__isnull=False, expired_at__isnull=False),
                name="affiliation_expired_shipment_has_its_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ResellerAccess(Remembering):
    """A user of the reseller who may see the account, until `removed_at`."""

    case = models.ForeignKey(AffiliationCase, on_delete=models.PROTECT, related_name="access")
    position = models.PositiveIntegerField()
    user = models.CharField(max_length=200)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = _("reseller access")
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="affiliation_one_row_per_user")]

    def __str__(self) -> str:
        return self.user
