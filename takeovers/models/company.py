"""The companies that are moved, and the licences they have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.models.remembering import Remembering
from cases.statements import Statement, written
from cases.words import plain_name
from takeovers.models.case import TakeoverCase
from takeovers.rules import labels


class MovingCompany(Remembering):
    """One company of a take-over. `open_key` is its name while the take-over is open, NULL afterwards.

    Unique, so that the database itself keeps a company in one open take-over only.
    """

    case = models.ForeignKey(TakeoverCase, on_delete=models.PROTECT, related_name="companies")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    open_key = models.CharField(max_length=200, null=True, unique=True, editable=False)

    class Meta:
        verbose_name_plural = _("moving companies")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return plain_name(self.name)


class LicenceLine(Remembering):
    """Licences of one plan and billing. Out of use once the counts were renewed: `replaced_at`."""

    company = models.ForeignKey(MovingCompany, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    plan = models.CharField(max_length=120)
    billing = models.CharField(max_length=12, choices=list(labels.BILLINGS.items()))
    subscribed = models.PositiveIntegerField()
    allocated = models.PositiveIntegerField()
    end_date = models.DateField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position",)
        constraints = [
            models.CheckConstraint(
                condition=Q(allocated__lte=F("subscribed")), name="takeover_line_allocated_within"
            ),
            models.CheckConstraint(
                condition=Q(billing="monthly", end_date=None)
                | (~Q(billing="monthly") & Q(end_date__isnull=False)),
                name="takeover_line_end_date_when_prepaid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.get_billing_display()}: {self.subscribed}/{self.allocated}"


def lines_of(case: TakeoverCase) -> list[LicenceLine]:
    """The lines of all companies of a case, those out of use too, company by company."""
    return _lines().objects(LicenceLine, case.pk)


@cache
def _lines() -> Statement:
    rows = LicenceLine.objects.filter(company__case=0).order_by("company__position", "position")
    statement = written(rows)
    assert statement is not None, "something can be found"
    return statement


def busy_companies(names: Iterable[str], but: int | None = None) -> dict[str, str]:
    """Of these names, those that are in an open take-over, with its reference."""
    by_key = {plain_name(name): name for name in names}
    rows = MovingCompany.objects.filter(open_key__in=by_key)
    if but is not None:
        rows = rows.exclude(case_id=but)
    return {by_key[str(key)]: ref for key, ref in rows.values_list("open_key", "case__reference")}
