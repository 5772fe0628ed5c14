"""What the board of advocate tickets counts beside what every kind has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_noop as _

from advocacy.models import AdvocateCase, ClosingLetter, ContactAttempt
from cases.kind_figures import KindFigure, Tally


def answered(since: datetime) -> Iterable[Tally]:
    """Closed tickets with attempts of ours, by the day of closing: those that needed no closing letter."""
    tried = ContactAttempt.objects.filter(case=OuterRef("pk"), direction="out")
    letter = ClosingLetter.objects.filter(case=OuterRef("pk"), kind="no_response", sent_at__isnull=False)
    rows = AdvocateCase.objects.filter(Exists(tried), closed_at__gte=since)
    days = rows.annotate(day=TruncDate("closed_at"), written=Exists(letter)).order_by().values("day")
    for one in days.annotate(n=Count("pk", filter=Q(written=False)), of=Count("pk")):
        yield Tally(one["day"], one["n"], one["of"])


FIGURES = (
    KindFigure(
        "answered",
        _("Answered before the closing letter"),
        _(
            "Of the closed tickets for which the customer was called or written to, those that were closed "
            "without the letter that ends the waiting for an answer."
        ),
        _("without the letter"),
        answered,
        is_share=True,
    ),
)
