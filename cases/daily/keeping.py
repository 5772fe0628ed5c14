"""Keeping the daily figures: what the timeline has more since the last time, counted once.

The mark moves in the transaction that counts, so a run that dies counts nothing twice.
Runs at once take turns.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db import connection, transaction
from django.db.models import Max

from cases import clock, registry
from cases.daily.counted import AGES, ENDING_DAYS, ENDS, REFUSED, STRETCH, given
from cases.kind_figures import KindFigure
from cases.kinds import Kind
from cases.models import ALWAYS, DailyFigure, FiguresMark, Refused, TimelineEntry

# An entry of a transaction that is still open may have a smaller number than those that are there already.
SETTLED: Final = timedelta(minutes=5)
STRETCH_OF: Final = 20_000
# No statement of a first count, or of one after a change of what is counted, lasts for long.
LOOKED_THROUGH: Final = 200_000
DAYS_AT_ONCE: Final = 20
# How far back a kind's own figures are counted at first, and again every time: facts may come late.
OWN_DAYS: Final = 400
OWN_AGAIN: Final = 7
Measure = DailyFigure.Measure


def keep(settled: timedelta = SETTLED) -> int:
    """Counts the entries that came since the last time and are settled; answers how many.

    Then what ended, how long open cases have been in their states, and the kinds' own figures, are counted
    anew.
    """
    now, counted = clock.now(), 0
    until = now - settled
    while True:
        more = _stretch(until)
        counted += more
        if not more:
            break
    with transaction.atomic():
        _ends(_locked(), until)
        _ages(now)
        for kind in registry.all_kinds():
            for figure in kind.figures:
                _own(kind, figure, now)
        FiguresMark.objects.update(until=until)
    return counted


def rebuild() -> int:
    """Forgets all figures and counts the whole timeline again; answers how many entries.

    Boards fill up meanwhile: nobody waits for it.
    """
    with transaction.atomic():
        _locked()
        DailyFigure.objects.all().delete()
        Refused.objects.all().delete()
        FiguresMark.objects.update(last_entry=0, ends_entry=0, until=None)
    return keep()


def _locked() -> FiguresMark:
    """The one mark, locked until the transaction ends; made when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.daily'))")
    return FiguresMark.objects.order_by("pk").first() or FiguresMark.objects.create()


@transaction.atomic
def _stretch(until: datetime) -> int:
    """Counts the next stretch of entries; answers how many numbers it passed over, 0 at the end."""
    mark = _locked()
    rows = TimelineEntry.objects.filter(pk__gt=mark.last_entry)
    end: int | None = rows.filter(recorded_at__lte=until).aggregate(last=Max("pk"))["last"]
    if end is None:
        return 0
    last = min(end, mark.last_entry + STRETCH_OF)
    with connection.cursor() as cursor:
        for counted in (STRETCH, REFUSED):
            cursor.execute(counted, given() | {"after": mark.last_entry, "last": last})
    passed: int = last - mark.last_entry
    mark.last_entry = last
    mark.save(update_fields=["last_entry"])
    return passed


def _ends(mark: FiguresMark, until: datetime) -> None:
    """Counts the days again on which cases ended that ended since, or that have begun again.

    A case that was closed, opened again and closed is then counted once, where it was closed last.
    """
    days = sorted(_ending_days(mark.ends_entry, mark.last_entry))
    mark.ends_entry = mark.last_entry
    mark.save(update_fields=["ends_entry"])
    for first in range(0, len(days), DAYS_AT_ONCE):
        some = days[first : first + DAYS_AT_ONCE]
        DailyFigure.objects.filter(day__in=some, measure__in=(Measure.CLOSED, Measure.LATE)).delete()
        span = {"begins": _midnight(some[0]), "ends": _midnight(some[-1]) + timedelta(days=1)}
        with connection.cursor() as cursor:
            cursor.execute(ENDS, given() | span | {"days": some, "until": until})


def _ending_days(after: int, last: int) -> set[date]:
    """The days to count again, for what happened after one entry up to another."""
    found: set[date] = set()
    for begins in range(after, last, LOOKED_THROUGH):
        with connection.cursor() as cursor:
            span = {"after": begins, "last": min(begins + LOOKED_THROUGH, last)}
            cursor.execute(ENDING_DAYS, given() | span)
            found |= {day for (day,) in cursor.fetchall()}
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _ages(now: datetime) -> None:
    DailyFigure.objects.filter(day=ALWAYS, measure=Measure.AGE).delete()
    with connection.cursor() as cursor:
        cursor.execute(AGES, given() | {"now": now})


def _own(kind: Kind, figure: KindFigure, now: datetime) -> None:
    """A kind's own figure of the last days, in the place of what was known of them."""
    old = DailyFigure.objects.filter(
        kind=kind.code, measure__in=(Measure.OWN, Measure.OWN_OF), key__startswith=f"{figure.code}:"
    )
    first = (now - timedelta(days=OWN_AGAIN if old.exists() else OWN_DAYS)).astimezone(UTC).date()
    begins = datetime(first.year, first.month, first.day, tzinfo=UTC)
    old.filter(day__gte=first).delete()
    DailyFigure.objects.bulk_create(_rows(kind, figure, begins), batch_size=1000)


def _rows(kind: Kind, figure: KindFigure, begins: datetime) -> Iterable[DailyFigure]:
    for tally in figure.tally(begins):
        key = f"{figure.code}:{tally.key}"
        shared = {"day": tally.day, "kind": kind.code, "key": key}
        yield DailyFigure(measure=Measure.OWN, n=tally.n, amount=tally.amount, **shared)
        if figure.is_share:
            yield DailyFigure(measure=Measure.OWN_OF, n=tally.of, **shared)
