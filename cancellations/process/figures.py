"""What the board of cancellations counts beside what every kind has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from cancellations.models import CancellationCase
from cancellations.rules.credits import credits_of, totals
from cases.kind_figures import KindFigure, Tally


def credited(since: datetime) -> Iterable[Tally]:
    """What went back to clients at true-ups, by day and currency; nothing is ever converted."""
    found: dict[tuple[date, str], list[Decimal]] = defaultdict(list)
    for case in CancellationCase.objects.filter(true_up_done_at__gte=since).iterator(chunk_size=500):
        facts = case.facts()
        assert facts.true_up_done_at is not None, "it was asked for"
        day = facts.true_up_done_at.astimezone(UTC).date()
        for currency, amount in totals(credits_of(facts.products, facts.trued_up)).items():
            found[day, currency].append(amount)
    for (day, currency), amounts in found.items():
        yield Tally(day, len(amounts), amount=sum(amounts, Decimal()), key=currency)


FIGURES = (
    KindFigure(
        "credits",
        _("Credits from cancellations"),
        _(
            "What was invoiced for the cancelled products and not delivered, as it stood at the "
            "true-up, added "
            "up for each currency by itself. A sum below zero is still to be billed."
        ),
        _("cases"),
        credited,
        is_amount=True,
    ),
)
