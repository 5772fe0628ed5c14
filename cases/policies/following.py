"""Set deadlines follow a change of policy that says so: case by case through the door, by a worker.

What moves is said by the version itself (`cases.planning`): whoever comes to a case first, this pass, a
person or the step itself that is due, finds the same. So a pass that is ended anywhere goes on where it was,
and a case that was dated anew already is left.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from cases import clock, planning, registry, standing
from cases.kinds import Kind
from cases.models import Case, Deadline, DeadlineMove, PolicyDraft, PolicyVersion
from cases.step import Step
from cases.workflow import advance
from cases.workflow.waking import hurry

log = logging.getLogger(__name__)
BATCH: Final = 100
LEASE: Final = timedelta(minutes=2)  # a batch takes seconds
Status = DeadlineMove.Status


def plan(draft: PolicyDraft, version: PolicyVersion) -> DeadlineMove:
    """Has set deadlines moved from the version's start on; within the transaction that stores the version."""
    assert draft.approved_by is not None, "nothing else takes effect"
    made = DeadlineMove.objects.create(
        draft=draft,
        digest=version.digest,
        values=version.values,
        asked_by=draft.approved_by,
        starts_at=version.effective_from,
        created_at=version.created_at,
    )
    hurry("moves")
    return made


def run_next() -> bool:
    """Goes on with the move whose start came first; answers whether there was one."""
    gone = Q(status=Status.RUNNING, lease_until__lte=Now())
    with transaction.atomic():
        rows = DeadlineMove.objects.filter(gone | Q(status=Status.WAITING), starts_at__lte=clock.now())
        rows = rows.select_for_update(of=("self",), skip_locked=True).select_related("draft")
        found = rows.order_by("starts_at", "pk").first()
        if found is None:
            return False
        _row(found).update(status=Status.RUNNING, lease_until=Now() + LEASE)
    _perform(found)
    return True


def _perform(run: DeadlineMove) -> None:
    kind = registry.get_kind(run.draft.kind)
    if not run.total:
        _row(run).update(total=_affected(run, 0).values("case").distinct().count())
    while keys := _next(run):
        for key in _candidates(kind, keys):
            _follow(run, kind, key)
        run.after = keys[-1]
        _row(run).update(after=run.after, done=F("done") + len(keys), lease_until=Now() + LEASE)
    _row(run).update(status=Status.DONE, finished_at=clock.now())


def _affected(run: DeadlineMove, after: int) -> QuerySet[Deadline]:
    """What was set by the start of the change, and is due after it, in later cases than `after`."""
    rows = Deadline.objects.filter(case__kind=run.draft.kind, status=Deadline.Status.ARMED, case__gt=after)
    return rows.filter(armed_at__lte=run.starts_at, due_at__gt=run.starts_at)


def _next(run: DeadlineMove) -> list[int]:
    rows = _affected(run, run.after).order_by("case").values_list("case", flat=True)
    return list(rows.distinct()[:BATCH])


def _candidates(kind: Kind, keys: Sequence[int]) -> Sequence[int]:
    """The cases to lock: all of them where one cannot even be looked at, so that it alone fails."""
    try:
        return _moving(kind, keys)
    except Exception:
        log.exception("cases could not be looked at together", extra={"kind": kind.code})
        return keys


def _moving(kind: Kind, keys: Sequence[int]) -> list[int]:
    """The cases in which a date changes."""
    cases = list(kind.model.objects.filter(pk__in=keys).order_by("pk"))
    standing.read(kind, cases)
    return [case.pk for case in cases if _moves(kind, case)]


def _moves(kind: Kind, case: Any) -> bool:
    found, now = case.standing, case.standing.now
    with clock.fixed_at(now):
        step = Step(case, kind, planning.REDATE, None, "system", now, now, found.book.in_force(now))
        return any(
            planning.moved_by(row, step) is not None
            for row in found.deadlines
            if row.status == Deadline.Status.ARMED
        )


def _follow(run: DeadlineMove, kind: Kind, key: int) -> None:
    """One case, in a transaction of its own: dated anew and counted, or neither."""
    try:
        with transaction.atomic():
            reference = Case.objects.select_for_update(of=("self",)).get(pk=key).reference
            if _moving(kind, [key]):  # somebody may have come to it meanwhile
                advance(reference, planning.REDATE, actor=None)
                _row(run).update(moved=F("moved") + 1)
    except Exception:
        # The case's next change, or the step itself when it is due, finds the same again.
        log.exception("deadlines of a case could not be dated anew", extra={"case": key})
        _row(run).update(failed=F("failed") + 1)


def _row(run: DeadlineMove) -> QuerySet[DeadlineMove]:
    return DeadlineMove.objects.filter(pk=run.pk)
