"""Accounts: the customers that cases are about."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext as _

from cases.models.search import VARIANTS
from cases.worktime import known_zones


def validate_zone(name: str) -> None:
    """Raises ValidationError unless `name` is an IANA time zone."""
    if name not in known_zones():
        raise ValidationError(
            _("“%(name)s” is not a known time zone; use a name such as Europe/Oslo.") % {"name": name},
            code="zone",
        )


class Account(models.Model):
    """A customer, with the zone in which its calendar questions are answered."""

    name = models.CharField(max_length=200, unique=True)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        indexes = [
            models.Index(Upper("name"), name="account_name_upper"),  # names are compared without case
            GinIndex(VARIANTS, name="account_variants"),  # and found with a letter amiss
        ]

    def __str__(self) -> str:
        return self.name
