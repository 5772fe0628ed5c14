"""When people work, and when they are away."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def weekdays() -> list[int]:
    """Monday to Friday."""
    return [0, 1, 2, 3, 4]


class WorkingHours(models.Model):
    """When somebody works, on their own clock; `days` count from Monday, 0. Unsaid: weekdays, 9 to 5."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="hours", primary_key=True
    )
    begins = models.TimeField(default=time(9))
    ends = models.TimeField(default=time(17))
    days = ArrayField(models.PositiveSmallIntegerField(), default=weekdays)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(begins__lt=F("ends")), name="hours_have_a_length")]

    def __str__(self) -> str:
        return f"{self.begins:%H:%M} to {self.ends:%H:%M}"


class Absence(models.Model):
    """Days on which somebody is away, the last one included, and who stands in for them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    first = models.DateField(_("first day away"))
    last = models.DateField(_("last day away"))
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("first", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="absence_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d} to {self.last:%Y-%m-%d}"
