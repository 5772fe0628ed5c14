"""What the board of rebooks counts beside what every kind has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_noop as _

from cases.kind_figures import KindFigure, Tally
from rebooks.models import RebookCase

QUALIFIED, OTHERWISE = "rebooked", "re_engaged"


def rebooked(since: datetime) -> Iterable[Tally]:
    """Closed cases whose order was replaced, by the day of closing: those that qualified, of all."""
    rows = RebookCase.objects.filter(closed_at__gte=since, outcome__in=(QUALIFIED, OTHERWISE))
    days = rows.annotate(day=TruncDate("closed_at")).order_by().values("day")
    for one in days.annotate(n=Count("pk", filter=Q(outcome=QUALIFIED)), of=Count("pk")):
        yield Tally(one["day"], one["n"], one["of"])


FIGURES = (
    KindFigure(
        "rebook_rate",
        _("How many qualified as a rebook"),
        _(
            "Of the closed cases that were evaluated and distributed, those that went to New License as a "
            "rebook; the others went to Re-Engage after a return. Cases that the customer kept or withdrew, "
            "payment questions and changes in the order month are not among them."
        ),
        _("rebooked"),
        rebooked,
        is_share=True,
    ),
)
