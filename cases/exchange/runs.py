"""Imports that people start: storing a file, starting, cancelling, and who sees which."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from cases import clock, registry
from cases.exchange import mapping_file
from cases.exchange.columns import INFORMATION, columns_of
from cases.exchange.mapping import ColumnMap, folded
from cases.exchange.reading import Source, opened
from cases.kinds import Kind
from cases.models import ImportFile, ImportRun, User
from cases.teams import READ_ALL
from cases.workflow.waking import hurry

KEPT: Final = timedelta(days=7)
MOST_PENDING: Final = 5
MOST_AN_HOUR: Final = 30
LONGEST_NAME: Final = 120


class TooMany(RuntimeError):
    """This person has brought more files than are taken in a short time; the sentence says what to do."""


class NotNow(RuntimeError):
    """The import has gone on meanwhile, so that this cannot be done any more."""


def kinds_of(user: User) -> list[Kind]:
    """The kinds that this person may import: those they may open cases of, one by one."""
    return [kind for kind in registry.all_kinds() if kind.imports and kind.opening.roles & user.roles]


def may_look(user: User) -> bool:
    """Whether there is anything about imports for this person."""
    return bool(kinds_of(user) or user.roles & READ_ALL)


def visible_to(user: User) -> QuerySet[ImportRun]:
    """Their own imports; those of everybody for who sees all cases. Newest first."""
    rows = ImportRun.objects.select_related("user", "file").defer("file__content", "file__mapping")
    mine = rows if user.roles & READ_ALL else rows.filter(user=user)
    return mine.order_by("-created_at", "pk")


def store(
    user: User, kind: Kind, name: str, content: bytes, mapping: tuple[str, str] = ("", "")
) -> ImportRun:
    """Keeps a file until it is imported; answers the run, not started yet. Raises TooMany.

    `mapping` is the name and the text of a mapping file. Raises ReadingError and MappingError for files that
    cannot be read: these are not kept.
    """
    _within_limits(user)
    now = clock.now()
    file = ImportFile(
        name=_harmless(name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        mapping_name=_harmless(mapping[0]),
        mapping=mapping[1],
        created_at=now,
    )
    run = ImportRun(user=user, kind=kind.code, file=file, created_at=now)
    with source_of(run) as source:
        run.columns = suggested(kind, source, base_map(run))
    with transaction.atomic():
        file.save()
        run.save()
    return run


@contextmanager
def source_of(run: ImportRun) -> Iterator[Source]:
    """The run's file, open as a table. Raises ReadingError; NotNow where it was forgotten."""
    if run.file.content is None:
        raise NotNow("The file was kept for seven days and is gone. Choose it again.")
    with opened(io.BytesIO(bytes(run.file.content)), name=run.file.name) as source:
        yield source


def base_map(run: ImportRun) -> ColumnMap:
    """What the mapping file says; nothing without one. Raises MappingError."""
    if not run.file.mapping:
        return ColumnMap()
    kind = registry.get_kind(run.kind)
    return mapping_file.parse(run.file.mapping.encode(), kind, name=run.file.mapping_name)


def suggested(kind: Kind, source: Source, base: ColumnMap) -> dict[str, str]:
    """Which of our columns each heading of the file is, by its letter; "" for one that is left out.

    What the mapping file says; then our name or our label, in any letter case.
    """
    ours = {folded(name): name for name in INFORMATION}
    for column in columns_of(kind):
        ours[folded(column.label)] = column.name
        ours[folded(column.name)] = column.name
    found = {}
    for heading in source.headings:
        theirs = folded(heading.name)
        left_out = theirs in base.ignore and theirs not in base.columns
        found[heading.letter] = "" if left_out else base.columns.get(theirs) or ours.get(theirs, "")
    return _each_once(found)


def column_map(run: ImportRun, source: Source) -> ColumnMap:
    """The mapping to import with: the file's, with the columns as they were chosen on the page."""
    chosen = {folded(one.name): run.columns.get(one.letter, "") for one in source.headings}
    return replace(
        base_map(run),
        columns={theirs: ours for theirs, ours in chosen.items() if ours},
        ignore=frozenset(theirs for theirs, ours in chosen.items() if not ours),
    )


def start(run: ImportRun, how: str, columns: Mapping[str, str], as_role: str = "") -> None:
    """Hands the run to the workers; raises NotNow unless it was not started yet."""
    changes = {"how": how, "columns": dict(columns), "as_role": as_role, "status": ImportRun.Status.WAITING}
    if not ImportRun.objects.filter(pk=run.pk, status=ImportRun.Status.NEW).update(**changes):
        raise NotNow("This import was started already.")
    hurry("imports")


def again(run: ImportRun) -> ImportRun:
    """A new run of the same file with the same columns, not started yet; raises NotNow where it is gone."""
    if not run.is_over or not is_kept(run):
        raise NotNow("The file was kept for seven days and is gone. Choose it again.")
    return ImportRun.objects.create(
        user=run.user, kind=run.kind, file=run.file, columns=run.columns, created_at=clock.now()
    )


def discard(run: ImportRun) -> None:
    """Forgets a run that was not started, and its file unless another run has it."""
    file = run.file
    run.delete()
    if not file.runs.exists():
        file.delete()


def is_kept(run: ImportRun) -> bool:
    """Whether the run's file is still there."""
    return ImportFile.objects.filter(pk=run.file_id, content__isnull=False).exists()


def cancel(run: ImportRun) -> None:
    """Asks the worker to stop; a run that none has begun is over at once. Raises NotNow when it is over."""
    status = ImportRun.Status
    not_begun = ImportRun.objects.filter(pk=run.pk, status__in=[status.NEW, status.WAITING])
    if not_begun.update(status=status.CANCELLED, finished_at=clock.now()):
        return
    if not ImportRun.objects.filter(pk=run.pk, status=status.RUNNING).update(cancel_asked=True):
        raise NotNow("This import is over already.")


def earlier(run: ImportRun) -> ImportRun | None:
    """The last time this very file was imported as this kind and opened or found cases; None when never."""
    done = ImportRun.objects.filter(kind=run.kind, status=ImportRun.Status.DONE).exclude(pk=run.pk)
    same = done.filter(file__sha256=run.file.sha256, created_at__lte=run.created_at)
    # Of a check, and of all or nothing that became nothing, there is nothing to say.
    for one in same.exclude(how=ImportRun.How.CHECK).select_related("user").order_by("-finished_at")[:20]:
        if one.counts.get("opened") or one.counts.get("existing"):
            return one
    return None


def forget_old() -> int:
    """Deletes the contents of files a week after they came, and runs that were never started."""
    before = clock.now() - KEPT
    ImportRun.objects.filter(status=ImportRun.Status.NEW, created_at__lt=before).delete()
    old = ImportFile.objects.filter(created_at__lt=before, content__isnull=False)
    busy = [ImportRun.Status.WAITING, ImportRun.Status.RUNNING]
    return old.exclude(runs__status__in=busy).update(content=None, mapping="")


def _within_limits(user: User) -> None:
    pending = [ImportRun.Status.WAITING, ImportRun.Status.RUNNING]
    mine = ImportRun.objects.filter(user=user)
    if mine.filter(status__in=pending).count() >= MOST_PENDING:
        said = gettext("%(most)s of your imports are still waiting. Let one finish, or cancel one.")
        raise TooMany(said % {"most": MOST_PENDING})
    if mine.filter(created_at__gt=clock.now() - timedelta(hours=1)).count() >= MOST_AN_HOUR:
        said = gettext("%(most)s files in an hour are the most. Try again later.")
        raise TooMany(said % {"most": MOST_AN_HOUR})


def _each_once(found: Mapping[str, str]) -> dict[str, str]:
    """Each of our columns at most once: the first heading keeps it."""
    taken: set[str] = set()
    result = {}
    for letter, ours in found.items():
        result[letter] = "" if ours in taken else ours
        taken.add(ours)
    return result


def _harmless(name: str) -> str:
    """A file's name to be shown: the last part of a path, without characters that do not show."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    stem, dot, ending = shown.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{ending[:12]}"
