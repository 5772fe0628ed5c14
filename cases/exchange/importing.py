"""Rows become cases, through the door: all of them or none, or each good one by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, Final, Required, TypedDict, Unpack

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_noop as _

from cases import access, clock
from cases.exchange.columns import spec_of
from cases.exchange.entering import Entry, enter
from cases.exchange.heads import heads_of
from cases.exchange.mapping import ColumnMap
from cases.exchange.reading import ReadingError, Source, opened
from cases.exchange.report import Fault, Report, RowReport, Stopped
from cases.exchange.rows import RowReader
from cases.exchange.table import Row
from cases.kinds import Kind
from cases.marks import Filled
from cases.models import User
from cases.teams import role_label
from cases.workflow.numbering import reserved

Progress = Callable[[int, int], None]
LOCK_NOT_AVAILABLE: Final = "55P03"  # PostgreSQL's word for: waited longer than lock_timeout


class How(TypedDict, total=False):
    """What `run` takes beside the kind and the file."""

    actor: Required[User | None]
    as_role: str | None
    mapping: ColumnMap | None
    partial: bool
    dry_run: bool
    progress: Progress | None


def run_file(
    kind: Kind,
    file: Path | IO[bytes],
    *,
    name: str = "",
    encoding: str | None = None,
    sheet: str | None = None,
    **how: Unpack[How],
) -> Report:
    """Opens a file and imports it: `reading.opened` and `run` in one, with a report in every case.

    Raises NoImport and RoleNotHeld.
    """
    told = name or (file.name if isinstance(file, Path) else "")
    try:
        with opened(file, name=name, encoding=encoding, sheet=sheet) as source:
            return run(kind, source, **how)
    except ReadingError as error:
        partial, dry_run = how.get("partial", False), how.get("dry_run", False)
        return Report(kind.code, told, partial, dry_run, faults=[error.fault()])


def run(
    kind: Kind,
    source: Source,
    *,
    actor: User | None,
    as_role: str | None = None,
    mapping: ColumnMap | None = None,
    partial: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Imports the rows of an open file; answers what became of each.

    Without `partial` all of it happens or nothing; with it, each good row by itself. With `dry_run` nothing
    happens. `progress` is told how many rows of how many are done. Without an `actor` the import acts in
    the kind's own role for it. Raises NoImport, RoleNotHeld, ReadingError where the file breaks, and the
    Stopped that `progress` raises, with the report so far.
    """
    report = Report(kind.code, source.name, partial, dry_run)
    mapping = mapping or ColumnMap()
    role = as_role or (spec_of(kind).role if actor is None else None)
    heads = heads_of(kind, source.headings, mapping)
    report.faults += [*_may(kind, actor, role), *heads.faults]
    if report.faults:
        return report
    total = sum(1 for _ in source.rows())  # reads the whole file once, before anything is changed
    entry = Entry(kind, actor, role)
    reader = RowReader(kind, heads, mapping, actor)
    with _numbers(kind, total, report), _all_or_nothing(report):
        for done, row in enumerate(source.rows(), 1):
            try:
                report.rows.append(_one(entry, reader, row))
            except ReadingError as error:
                report.faults.append(error.fault())
                break
            if progress is not None:
                _tell(progress, done, total, report)
    if dry_run or not (partial or report.ok):
        report.rows = [_not_done(row, entry.opened) for row in report.rows]
    return report


def _one(entry: Entry, reader: RowReader, row: Row) -> RowReport:
    """A row with no other import of the kind between the look for its account and case and the opening."""
    with transaction.atomic(savepoint=False):
        _wait_for_others(entry.kind)
        return enter(entry, reader, reader.read(row))


def _wait_for_others(kind: Kind) -> None:
    """No other import of the kind goes on until the transaction ends; ReadingError after a long wait."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"cases.import.{kind.code}"])
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") != LOCK_NOT_AVAILABLE:
            raise
        kinds = {"kinds": kind.label_plural.lower()}
        message = Filled(_("Another import of %(kinds)s is running."), kinds)
        raise ReadingError("busy", message, _("Begin again when it is finished.")) from error


def _may(kind: Kind, actor: User | None, role: str | None) -> list[Fault]:
    """Whether the one who imports may open cases at all. Raises RoleNotHeld."""
    if access.acting_role(actor, role, kind.opening, None) in kind.opening.roles:
        return []
    who = ", ".join(role_label(one) for one in sorted(kind.opening.roles))
    message = Filled(_("%(act)s is for: %(who)s."), {"act": kind.opening.label, "who": who})
    return [Fault(kind.wrong_role_code, message, _("Have it imported by one of them."))]


def _tell(progress: Progress, done: int, total: int, report: Report) -> None:
    try:
        progress(done, total)
    except Stopped as stopped:
        stopped.report = report
        raise


@contextmanager
def _numbers(kind: Kind, number: int, report: Report) -> Iterator[None]:
    """The cases' numbers, taken before a long transaction begins; who calls from within one sees to it."""
    if connection.in_atomic_block or (report.partial and not report.dry_run):
        yield
        return
    with reserved(kind.prefix, clock.now().year, number) as numbers:
        yield
        if report.dry_run or not (report.partial or report.ok):
            numbers.void()


@contextmanager
def _all_or_nothing(report: Report) -> Iterator[None]:
    """One transaction around the rows, taken back where one of them is refused; none around a partial one."""
    if report.partial and not report.dry_run:
        yield
        return
    with transaction.atomic():
        yield
        if report.dry_run or not (report.partial or report.ok):
            transaction.set_rollback(True)


def _not_done(row: RowReport, opened_here: dict[str, int]) -> RowReport:
    """The row as it stands after all was taken back: a number given to its case was given to nobody."""
    reference = "" if row.reference in opened_here else row.reference
    return replace(row, status="ready" if row.status == "opened" else row.status, reference=reference)
