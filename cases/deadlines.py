"""The loop over due timed steps. Any number of workers may run it at once."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from random import randrange

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from cases import clock, lateness, registry, unanswered
from cases.batching import AIM_SECONDS, MOST, PAUSE, Batching, Stopwatch, Ticks
from cases.firing import Report, claim, fire_all, fire_alone
from cases.models import Case, Deadline, ServicePulse

log = logging.getLogger(__name__)

PULSE = "deadlines"
CAREFUL = 5  # so many of each kind are tried alone where passes do not come to their end
NO_END = timedelta(seconds=30)  # by then six passes should have ended


def run_pass(
    *, batch: int = MOST, cases: Collection[int] | None = None, ticks: Ticks = time.monotonic
) -> Report:
    """Fires everything due now, kind by kind in turn so that none starves another, until nothing is.

    `cases` limits it to some cases, for scenarios. A pass over all leaves a pulse, whose absence an alarm
    looks for; one over some is no sign of life. A transaction holds at most `batch` steps, and begins none
    after a short time by `ticks`: people's clicks wait for the cases that are locked in it.
    """
    report, kinds = Report(), _kinds_of(cases)
    if cases is None:  # not always the same one first: passes that end early leave over others each time
        first = randrange(len(kinds))  # noqa: S311 - a turn, no secret
        kinds = [*kinds[first:], *kinds[:first]]
    # Steps of one kind cost alike, those of different kinds do not.
    sizes = {kind: Batching(most=batch) for kind in kinds}
    # Rows whose process died while it fired them alone: they are tried alone again.
    report.add(_alone(due(clock.now(), cases).filter(in_flight=True), batch))
    if cases is None and _no_pass_ends():
        for kind in kinds:
            report.add(_alone(_free(kind, cases), CAREFUL))
    while True:
        round_ = _until_quiet(sizes, cases, ticks)
        report.add(round_)
        if not round_.any:
            break
    if cases is None:
        unanswered.tell()
        lateness.note(report.lates)
        pulse(PULSE)
    return report


def _kinds_of(cases: Collection[int] | None) -> list[str]:
    """The kinds of some cases; all of them where none are named. Asking a kind takes several statements."""
    kinds = [kind.code for kind in registry.all_kinds()]
    if cases is None:
        return kinds
    theirs = set(Case.objects.filter(pk__in=cases).order_by().values_list("kind", flat=True).distinct())
    return [kind for kind in kinds if kind in theirs]


def pulse(name: str) -> None:
    """Notes that a background service has done a round, by the database's real clock."""
    ServicePulse.objects.update_or_create(name=name, defaults={"at": Now()})


def due(now: datetime, cases: Collection[int] | None = None) -> QuerySet[Deadline]:
    """Armed deadlines that act at `now`, oldest first."""
    rows = Deadline.objects.filter(status=Deadline.Status.ARMED, next_attempt_at__lte=now)
    if cases is not None:
        rows = rows.filter(case__in=cases)
    return rows.order_by("next_attempt_at", "id")


def _until_quiet(sizes: Mapping[str, Batching], cases: Collection[int] | None, ticks: Ticks) -> Report:
    """A batch of each kind in turn; one that has nothing more is not asked again while others have.

    A batch that its time cut short has done something, so that its kind is asked again.
    """
    report, busy = Report(), list(sizes)
    while busy:
        for code in tuple(busy):
            done = _batch(code, sizes[code], cases, ticks)
            report.add(done)
            if not done.any:
                busy.remove(code)
    return report


def _no_pass_ends() -> bool:
    """Whether passes did come to their end, and have not for a while.

    All processes may have been away. Or one of the oldest steps kills whoever fires it: within a batch
    nothing would ever tell which one, and all that is due with it would wait for ever.
    """
    return ServicePulse.objects.filter(name=PULSE, at__lt=Now() - NO_END).exists()


def _alone(rows: QuerySet[Deadline], most: int) -> Report:
    """The oldest of these, one by one."""
    report = Report()
    for key in rows.values_list("pk", flat=True)[:most]:
        report.add(fire_alone(key))
    return report


def _batch(kind: str, pace: Batching, cases: Collection[int] | None, ticks: Ticks) -> Report:
    """One batch in one transaction; when something in it fails, row by row.

    Rows that were claimed and not begun stay due: their locks end with the transaction.
    """
    size, watch = pace.size, Stopwatch(ticks)
    try:
        with transaction.atomic():
            rows = claim(_free(kind, cases), size)
            done = fire_all(rows, watch.is_over)
        pace.took(done.done, watch.seconds)
        if cases is None and len(rows) == size:  # more may follow, and others wait
            time.sleep(PAUSE * min(watch.seconds, AIM_SECONDS))
        return done
    except Exception:
        log.exception("a batch of timed steps failed; they are tried one by one", extra={"kind": kind})
    return _alone(_free(kind, cases), size)


def _free(kind: str, cases: Collection[int] | None) -> QuerySet[Deadline]:
    """What is due now and was not left behind by a process that fired it alone."""
    return due(clock.now(), cases).filter(case__kind=kind, in_flight=False)
