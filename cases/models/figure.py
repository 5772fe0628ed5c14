"""What the boards know of finished work: counts of a day, kept from the timeline."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

ALWAYS: Final = date(1, 1, 1)
"""The day of what is no day's: how much stands in each state now, and how long already."""
ANY_TEAM: Final = ""
"""The team of the row that holds whichever team had the case."""


class DailyFigure(models.Model):
    """How often something was so on one day (in UTC), of one kind and team.

    `measure` says what was counted, `key` what it was about (a state, an outcome, a code), `bucket` how long
    it took (`cases.daily.buckets`). `team` is empty where it depends on the case.
    """

    class Measure(models.TextChoices):
        """What is counted."""

        OPENED = "opened", _("Opened")
        CLOSED = "closed", _("Closed, by outcome and by how long the case took")
        LATE = "late", _("Closed, and looked at too late at least once")
        CAME = "came", _("Came to the team")
        WENT = "went", _("Left the team")
        ENTERED = "entered", _("Came into the state")
        STAY = "stay", _("Left the state, by how long it was there")
        REFUSED = "refused", _("Refused, by the code of each reason")
        STANDING = "standing", _("In the state now")
        AGE = "age", _("Open in the state now, by how long already")
        OWN = "own", _("A kind's own figure")
        OWN_OF = "own_of", _("What a kind's own figure is a share of")

    day = models.DateField()
    kind = models.CharField(max_length=24)
    team = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=10, choices=Measure.choices)
    key = models.CharField(max_length=100, blank=True)
    bucket = models.PositiveSmallIntegerField(default=0)
    n = models.BigIntegerField(default=0)
    amount = models.DecimalField(max_digits=18, decimal_places=3, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind", "team", "measure", "key", "bucket"], name="one_figure_per_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.measure} {self.key}: {self.n}"


class FiguresMark(models.Model):
    """How far the timeline has been counted: one row. `until` is the time of the data that boards show.

    `ends_entry` is how far it has been looked through for cases that ended.
    """

    last_entry = models.BigIntegerField(default=0)
    ends_entry = models.BigIntegerField(default=0, db_default=0)
    until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"counted up to entry {self.last_entry}"


class Refused(models.Model):
    """One reason that stood against an act on one case, and the last day (of UTC) on which it did.

    A row for every team that held the case then, and one for them together. No foreign key guards the rows,
    for a timeline is never taken away.
    """

    pk = models.CompositePrimaryKey("code", "team", "case_id")
    code = models.CharField(max_length=100)
    team = models.CharField(max_length=40, blank=True)
    case = models.ForeignKey(
        "cases.Case", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=24)
    last = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["code", "team", "last"], include=["kind", "case"], name="refused_lately")
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.case_id}"
