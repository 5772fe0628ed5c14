"""Firing timed steps: claim, act and record in one transaction. Any number of workers may do it at once."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import random
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from cases import clock, planning, policy, registry
from cases.models import Case, Deadline, ServicePulse
from cases.step import Step
from cases.workflow.settling import settle
from cases.workflow.storing import finish

log = logging.getLogger(__name__)

BATCH = 200
MOST_ATTEMPTS = 5
PULSE = "deadlines"


@dataclass
class Report:
    """What one pass did."""

    fired: int = 0
    cancelled: int = 0
    failed: int = 0
    parked: int = 0

    def add(self, other: Report) -> None:
        """Adds the figures of another report."""
        self.fired += other.fired
        self.cancelled += other.cancelled
        self.failed += other.failed
        self.parked += other.parked

    @property
    def any(self) -> bool:
        """Whether anything was due."""
        return bool(self.fired or self.cancelled or self.failed or self.parked)


def run_pass(*, batch: int = BATCH, cases: Collection[int] | None = None) -> Report:
    """Fires everything due now, kind by kind in turn so that none starves another, until nothing is.

    `cases` limits it to some cases, for scenarios. Leaves a pulse, whose absence an alarm looks for.
    """
    report = Report()
    while True:
        round_ = Report()
        for kind in registry.all_kinds():
            round_.add(_batch(kind.code, batch, cases))
        report.add(round_)
        if not round_.any or round_.failed or round_.parked:
            break
    pulse(PULSE)
    return report


def pulse(name: str) -> None:
    """Notes that a background service has done a round, by the database's real clock."""
    ServicePulse.objects.update_or_create(name=name, defaults={"at": clock.now()})


def due(now: datetime, cases: Collection[int] | None = None) -> QuerySet[Deadline]:
    """Armed deadlines that act at `now`, oldest first."""
    rows = Deadline.objects.filter(status=Deadline.Status.ARMED, next_attempt_at__lte=now)
    if cases is not None:
        rows = rows.filter(case__in=cases)
    return rows.order_by("next_attempt_at", "id")


def _batch(kind: str, size: int, cases: Collection[int] | None) -> Report:
    """One batch in one transaction; when something in it fails, row by row."""
    try:
        with transaction.atomic():
            rows = _claim(due(clock.now(), cases).filter(case__kind=kind, in_flight=False), size)
            return _fire_all(rows)
    except Exception:
        log.exception("a batch of timed steps failed; they are tried one by one", extra={"kind": kind})
    report = Report()
    for key in due(clock.now(), cases).filter(case__kind=kind).values_list("pk", flat=True)[:size]:
        report.add(_one(key))
    return report


def _claim(rows: QuerySet[Deadline], size: int) -> list[Deadline]:
    """Locks deadlines and their cases together: the case first for everybody is what avoids deadlocks."""
    locked = rows.select_for_update(skip_locked=True, of=("self", "case")).select_related("case")
    return list(locked[:size])


def _fire_all(rows: Iterable[Deadline]) -> Report:
    report = Report()
    by_case: dict[int, list[Deadline]] = defaultdict(list)
    for row in rows:
        by_case[row.case_id].append(row)
    for case in _children(row.case for row in rows):
        for row in by_case[case.pk]:
            _fire(case, row, report)
    return report


def _children(cases: Iterable[Case]) -> Iterable[Any]:
    """The locked cases as their own kinds' models, one query per kind."""
    keys: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        keys[case.kind].append(case.pk)
    for code, pks in keys.items():
        model = registry.get_kind(code).model
        yield from model.objects.select_related("account", "assignee").filter(pk__in=pks)


def _fire(case: Any, row: Deadline, report: Report) -> None:
    """Fires one deadline if the facts still want it, under the case's lock."""
    # An earlier step of the same case in this batch may have settled this one.
    row.refresh_from_db(fields=["status"])
    if row.status != Deadline.Status.ARMED:
        report.cancelled += 1
        return
    kind, now = registry.kind_of(case), clock.now()
    step = Step(case, kind, row.kind, None, "system", now, now, policy.in_force(kind, now))
    if not _still_wanted(step, row):
        _settle_row(row, Deadline.Status.CANCELLED, now, planning.reason_for(row.kind, step))
        report.cancelled += 1
        return
    _settle_row(row, Deadline.Status.FIRED, now)
    step.say(deadline={"kind": row.kind, "subject": row.subject, "due_at": row.due_at})
    if row.kind == planning.ATTENTION:
        case.attention_at = row.due_at
    else:
        kind.timer(row.kind).fire(step)
    finish(step, keeps_version=row.kind == planning.ATTENTION)
    settle(step)
    report.fired += 1


def _still_wanted(step: Step, row: Deadline) -> bool:
    armed = frozenset(
        Deadline.objects.filter(case=row.case_id, status="armed").values_list("kind", flat=True)
    )
    asked = {(p.kind, p.subject, p.due_at) for p in planning.wanted(step, armed)}
    return row.generation == step.case.generation and (row.kind, row.subject, row.due_at) in asked


def _settle_row(row: Deadline, status: str, now: datetime, reason: str = "") -> None:
    row.status, row.settled_at, row.reason, row.in_flight = status, now, reason[:200], False
    row.save(update_fields=["status", "settled_at", "reason", "in_flight"])


def _one(key: int) -> Report:
    """One deadline by itself, marked in flight first: a row that kills its process is found by its mark."""
    mine = Deadline.objects.filter(pk=key, status="armed", attempts__lt=MOST_ATTEMPTS)
    if not mine.update(in_flight=True, attempts=F("attempts") + 1):
        return _park(key, "It failed too often.")
    try:
        with transaction.atomic():
            return _fire_all(_claim(Deadline.objects.filter(pk=key, status="armed"), 1))
    except Exception as error:
        log.exception("a timed step failed", extra={"deadline": key})
        return _back_off(key, error)


def _back_off(key: int, error: Exception) -> Report:
    row = Deadline.objects.get(pk=key)
    if row.attempts >= MOST_ATTEMPTS:
        return _park(key, f"{type(error).__name__}: {error}")
    wait = timedelta(seconds=2**row.attempts * (5 + 5 * random()))  # noqa: S311 - jitter, no secret
    Deadline.objects.filter(pk=key).update(
        in_flight=False,
        last_error=f"{type(error).__name__}: {error}"[:2000],
        next_attempt_at=clock.now() + wait,
    )
    return Report(failed=1)


def _park(key: int, reason: str) -> Report:
    """Sets a deadline aside for a person; nothing tries it again by itself."""
    parked = Deadline.objects.filter(pk=key, status="armed").update(
        status=Deadline.Status.PARKED,
        settled_at=clock.now(),
        reason=reason[:200],
        in_flight=False,
        last_error=reason[:2000],
    )
    return Report(parked=parked)
