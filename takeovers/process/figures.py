"""What the board of take-overs counts beside what every kind has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_noop as _

from cases.kind_figures import KindFigure, Tally
from takeovers.models import TakeoverCase


def in_month(since: datetime) -> Iterable[Tally]:
    """Completed take-overs with a month to finish in, by day of completion: those that kept it, of all."""
    rows = TakeoverCase.objects.filter(closed_at__gte=since, outcome="completed").exclude(target_month="")
    days = rows.annotate(day=TruncDate("closed_at")).order_by().values("day")
    for one in days.annotate(n=Count("pk", filter=Q(month_missed_at=None)), of=Count("pk")):
        yield Tally(one["day"], one["n"], one["of"])


FIGURES = (
    KindFigure(
        "in_month",
        _("Finished in the month that was agreed"),
        _(
            "Of the completed take-overs with a month to finish in, those completed before that "
            "month was over. "
            "Cancelled ones, and those still under way in a month that was missed, are not among them."
        ),
        _("in the month"),
        in_month,
        is_share=True,
    ),
)
