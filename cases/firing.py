"""Firing timed steps: claim, act and record in one transaction; alone, with back-off, where that failed."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import random
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from cases import clock, planning, registry, standing
from cases.models import Case, Deadline
from cases.step import Step
from cases.workflow.pending import Pending
from cases.workflow.saving import picture, remember, save
from cases.workflow.settling import settle
from cases.workflow.storing import finish, redate

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 5
MOST_KILLS = 2
LEASE = timedelta(minutes=2)
SHORTLY = timedelta(seconds=5)


@dataclass
class Report:
    """What one pass did."""

    fired: int = 0
    cancelled: int = 0
    failed: int = 0
    parked: int = 0
    lates: list[float] = field(default_factory=list)

    def add(self, other: Report) -> None:
        """Adds the figures of another report."""
        self.fired += other.fired
        self.cancelled += other.cancelled
        self.failed += other.failed
        self.parked += other.parked
        self.lates += other.lates

    @property
    def done(self) -> int:
        """How many steps were settled, one way or the other."""
        return self.fired + self.cancelled

    @property
    def any(self) -> bool:
        """Whether anything was due."""
        return bool(self.fired or self.cancelled or self.failed or self.parked)


def claim(rows: QuerySet[Deadline], size: int) -> list[Deadline]:
    """Locks deadlines and their cases together: the case first for everybody is what avoids deadlocks."""
    locked = rows.select_for_update(skip_locked=True, of=("case", "self")).select_related("case")
    return list(locked.only("case_id", "case__kind")[:size])


def fire_all(claimed: Sequence[Deadline], is_over: Callable[[], bool] = lambda: False) -> Report:
    """Fires locked deadlines in their order, whichever case each belongs to, all at one instant.

    The first is always done; none is begun after `is_over()`, and those stay as they are.
    """
    report, pending = Report(), Pending()
    if not claimed:
        return report
    cases = loaded(row.case for row in claimed)
    rows = {row.pk: row for case in cases.values() for row in case.standing.deadlines}
    now = next(iter(cases.values())).standing.now
    for one in claimed:
        if report.done and is_over():
            break
        fire(cases[one.case_id], rows[one.pk], now, pending, report)
    pending.write()
    return report


def fire(case: Any, row: Deadline, now: datetime, pending: Pending, report: Report) -> None:
    """Fires a deadline of a case that is locked and loaded; all but the case's own rows becomes pending."""
    with clock.fixed_at(now):
        rules = case.standing.book.in_force(now)
        step = Step(case, registry.kind_of(case), row.kind, None, "system", now, now, rules)
        _fire(step, row, pending, report)


def loaded(cases: Iterable[Case]) -> dict[int, Any]:
    """The locked cases as their own kinds' models with all that belongs to them: two queries per kind."""
    keys: dict[str, list[int]] = defaultdict(list)
    found: dict[int, Any] = {}
    for case in cases:
        keys[case.kind].append(case.pk)
    for code, pks in keys.items():
        kind = registry.get_kind(code)
        children = list(kind.model.objects.filter(pk__in=pks))
        standing.read(kind, children)
        for child in children:
            remember(child)
            found[child.pk] = child
    return found


def _fire(step: Step, row: Deadline, pending: Pending, report: Report) -> None:
    """Fires one deadline if the facts still want it, under the case's lock."""
    if row.status != Deadline.Status.ARMED:  # an earlier step of this case has settled this one
        report.cancelled += 1
        return
    case, kind, now = step.case, step.kind, step.now
    if not planning.still_wanted(row, step):
        if planning.moved_by(row, step) is None:
            _void(row, step, pending)
        else:  # a policy version moves it, and whoever dates it anew has not come to this case yet
            step.name = planning.REDATE
            redate(step, pending)
        report.cancelled += 1
        return
    _settle_row(row, Deadline.Status.FIRED, now, pending)
    step.say(deadline={"kind": row.kind, "subject": row.subject, "due_at": row.due_at})
    keeps_version = row.kind == planning.ATTENTION
    if keeps_version:
        case.attention_at = row.due_at
    else:
        timer = kind.timer(row.kind)
        timer.fire(step)
        keeps_version = timer.keeps_version
    finish(step, pending, keeps_version=keeps_version)
    settle(step, pending)
    report.fired += 1
    report.lates.append((now - row.due_at).total_seconds())


def _void(row: Deadline, step: Step, pending: Pending) -> None:
    """The facts moved on without the door having seen it: what they ask for instead is armed."""
    _settle_row(row, Deadline.Status.CANCELLED, step.now, pending, planning.reason_for(row.kind, step))
    changes = planning.replan(step)
    save(step.case, picture(step.case), pending.quiet)
    pending.settled += changes.cancel
    pending.armed += planning.rows_of(changes, step)


def _settle_row(row: Deadline, status: str, now: datetime, pending: Pending, reason: str = "") -> None:
    row.status, row.settled_at, row.reason, row.in_flight = status, now, reason[:200], False
    pending.settled.append(row)


def fire_alone(key: int) -> Report:
    """One deadline by itself, marked in flight first: a row that kills its process is found by its mark.

    The mark holds for LEASE; while it does, nobody else takes the row for abandoned.
    """
    row = Deadline.objects.filter(pk=key, status=Deadline.Status.ARMED).first()
    if row is None:
        return Report()
    if row.in_flight and row.attempts >= MOST_KILLS:
        return _park(key, "Its process ended twice while it was being fired.")
    if row.attempts >= MOST_ATTEMPTS:
        return _park(key, "It failed too often.")
    mine = Deadline.objects.filter(pk=key, status=Deadline.Status.ARMED, attempts=row.attempts)
    if not mine.update(in_flight=True, attempts=F("attempts") + 1, next_attempt_at=clock.now() + LEASE):
        return Report()  # somebody else took it between the two statements
    try:
        with transaction.atomic():
            claimed = claim(Deadline.objects.filter(pk=key, status=Deadline.Status.ARMED), 1)
            if claimed:
                return fire_all(claimed)
    except Exception as error:
        log.exception("a timed step failed", extra={"deadline": key})
        return _back_off(key, error)
    # Somebody is at work on the case: no attempt was made, and the next pass looks again.
    Deadline.objects.filter(pk=key, status=Deadline.Status.ARMED).update(
        in_flight=False, attempts=row.attempts, next_attempt_at=clock.now() + SHORTLY
    )
    return Report()


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
