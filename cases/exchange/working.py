"""What a worker does with the imports that people started: one at a time, and safely taken up again.

All or nothing is one transaction, the note that it is done included. Where a worker ends in the middle, its
lease ends too, and the next one begins anew: either nothing had happened, or the rows that are there already
are recognised.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event, Thread
from typing import Final, Self

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Now

from cases import clock, registry
from cases.access import RoleNotHeld
from cases.exchange.importing import run as import_rows
from cases.exchange.mapping import MappingError
from cases.exchange.reading import ReadingError, Source
from cases.exchange.report import Report, Stopped
from cases.exchange.runs import NotNow, column_map, source_of
from cases.models import ImportRow, ImportRun
from cases.workflow.numbering import reserved

log = logging.getLogger(__name__)

LEASE: Final = timedelta(seconds=30)
BEAT_SECONDS: Final = 0.5
MOST_ATTEMPTS: Final = 3
BATCH: Final = 1000
BROKEN: Final = (
    "Something went wrong here, not in the file. No row is half done. Start it again later: what is there "
    "already is recognised."
)


class Lost(RuntimeError):
    """Another worker has taken the run up meanwhile: what this one did must not count."""


def run_next() -> bool:
    """Does the import that waits longest; answers whether there was one to do."""
    run = claim()
    if run is None:
        return False
    try:
        with Beat(run) as beat:
            _perform(run, beat)
    except Lost:
        log.warning("an import was taken up by another worker", extra={"import": str(run.pk)})
    return True


def claim() -> ImportRun | None:
    """Takes the next run: one whose worker is gone, else the oldest that waits. None while one is running."""
    status = ImportRun.Status
    gone = Q(status=status.RUNNING, lease_until__lte=Now())
    rows = ImportRun.objects.filter(gone | Q(status=status.WAITING))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # Else a second worker passes over the run that is just being taken, and takes the one behind it.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('cases.import.claim'))")
            first = Case(When(status=status.RUNNING, then=Value(0)), default=Value(1))
            run = rows.select_for_update(skip_locked=True).order_by(first, "created_at", "pk").first()
            if run is None:
                return None
            ImportRun.objects.filter(pk=run.pk).update(
                status=status.RUNNING,
                attempt=F("attempt") + 1,
                lease_until=Now() + LEASE,
                started_at=run.started_at or clock.now(),
                done=0,
            )
    except IntegrityError:  # the database lets one run at a time
        return None
    return ImportRun.objects.select_related("user", "file").get(pk=run.pk)


class Beat:
    """Tells how far the run is and keeps its lease, from a thread and a connection of its own.

    What the import does is in a transaction that nobody else sees into; this is outside of it.
    """

    def __init__(self, run: ImportRun) -> None:
        self.mine = ImportRun.objects.filter(pk=run.pk, status=ImportRun.Status.RUNNING, attempt=run.attempt)
        self.done, self.total = 0, 0
        self.cancelled, self.lost, self._over = Event(), Event(), Event()
        self._thread = Thread(target=self._run, name="import-beat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def stop(self) -> None:
        """No word after this one: what follows is the run's own."""
        self._over.set()
        self._thread.join()

    def tell(self, done: int, total: int) -> None:
        """Notes the progress; raises Stopped when somebody cancelled, Lost when somebody else has the run."""
        self.done, self.total = done, total
        if self.lost.is_set():
            raise Lost
        if self.cancelled.is_set():
            raise Stopped

    def _run(self) -> None:
        try:
            while not self._over.wait(BEAT_SECONDS):
                self._once()
        finally:
            connection.close()

    def _once(self) -> None:
        try:
            if not self.mine.update(done=self.done, total=self.total, lease_until=Now() + LEASE):
                self.lost.set()
            elif self.mine.filter(cancel_asked=True).exists():
                self.cancelled.set()
        except DatabaseError:  # away for a moment; the lease outlives that
            log.warning("an import could not tell how far it is", exc_info=True)
            connection.close()


def _perform(run: ImportRun, beat: Beat) -> None:
    try:
        if run.attempt > MOST_ATTEMPTS:
            raise NotNow("The import was interrupted three times. Nothing more is tried with it.")
        _import(run, beat)
    except Stopped as stopped:
        report = stopped.report if run.how == ImportRun.How.PARTIAL else None
        _finish(run, beat, ImportRun.Status.CANCELLED, report)
    except ReadingError as error:
        _finish(run, beat, ImportRun.Status.DONE, Report(run.kind, run.file.name, faults=[error.fault()]))
    except (RoleNotHeld, MappingError, NotNow) as error:
        told = "You do not hold the role any more." if isinstance(error, RoleNotHeld) else str(error)
        _finish(run, beat, ImportRun.Status.FAILED, problem=told)
    except Lost:
        raise
    except Exception:
        log.exception("an import failed", extra={"import": str(run.pk)})
        _finish(run, beat, ImportRun.Status.FAILED, problem=BROKEN)


def _import(run: ImportRun, beat: Beat) -> None:
    """The import, and the note that it is done, in one transaction unless each row stands by itself."""
    with source_of(run) as source:
        if run.how == ImportRun.How.PARTIAL:
            _finish(run, beat, ImportRun.Status.DONE, _imported(run, source, beat))
            return
        number = sum(1 for _ in source.rows())
        kind = registry.get_kind(run.kind)
        with reserved(kind.prefix, clock.now().year, number) as numbers, transaction.atomic():
            report = _imported(run, source, beat)
            _finish(run, beat, ImportRun.Status.DONE, report)
            if not report.counts["opened"]:
                numbers.void()


def _imported(run: ImportRun, source: Source, beat: Beat) -> Report:
    return import_rows(
        registry.get_kind(run.kind),
        source,
        actor=run.user,
        as_role=run.as_role or None,
        mapping=column_map(run, source),
        partial=run.how == ImportRun.How.PARTIAL,
        dry_run=run.how == ImportRun.How.CHECK,
        progress=beat.tell,
    )


@transaction.atomic
def _finish(
    run: ImportRun, beat: Beat, status: ImportRun.Status, report: Report | None = None, problem: str = ""
) -> None:
    """The end of a run, with what became of each row. Raises Lost where it is not ours any more."""
    beat.stop()
    rows = report.rows if report else []
    told = {
        "status": status,
        "done": len(rows) if status == ImportRun.Status.DONE else beat.done,
        "total": beat.total or len(rows),
        "counts": report.counts if report else {},
        "faults": [fault.kept() for fault in report.faults] if report else [],
        "problem": problem[:300],
        "finished_at": clock.now(),
        "lease_until": None,
    }
    if not beat.mine.update(**told):
        raise Lost
    ImportRow.objects.filter(run=run).delete()
    ImportRow.objects.bulk_create(
        (
            ImportRow(
                run=run,
                position=position,
                line=row.line,
                status=row.status,
                key=row.key[:200],
                reference=row.reference,
                team=row.team,
                rule=row.rule,
                why=row.why,
                faults=[fault.kept() for fault in row.faults],
            )
            for position, row in enumerate(rows)
        ),
        batch_size=BATCH,
    )
