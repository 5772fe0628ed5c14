"""What happens to a case if nobody does anything: the real rules on the real case, in a transaction undone.

Timed steps fire, letters count as sent and answers of outside systems as given, with the clock set from one
due instant to the next. Nothing of it stays, nothing leaves the house. The case is locked meanwhile, as by
any timed step of its own; where somebody else has it locked, nothing is waited for.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from cases import clock, deadlines, outbox
from cases.firing import claim, fire_all
from cases.models import Case, Deadline, OutboxMessage, TimelineEntry

log = logging.getLogger(__name__)

MOST_STEPS: Final = 10
HORIZON: Final = timedelta(days=366)
MOST_ROUNDS: Final = 20
MOST_MILLISECONDS: Final = 2000


class Busy(Exception):
    """Somebody is changing the case at this moment, or a step of it cannot be foreseen."""


@dataclass(frozen=True)
class Foreseen:
    """What one instant brings: the entries as they would stand on the timeline, the letters that go out."""

    at: datetime
    timers: tuple[tuple[str, str], ...] = ()
    actions: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    state: str = ""
    moved: bool = False


@dataclass(frozen=True)
class Foresight:
    """The steps in their order; `more` says that there are further ones, `closed` that the case ends."""

    steps: Sequence[Foreseen] = field(default_factory=tuple)
    more: bool = False
    closed: bool = False


def foresee(case: Case) -> Foresight:
    """The next steps of a case, at most MOST_STEPS and within HORIZON; raises Busy."""
    steps: list[Foreseen] = []
    with _undone():
        row = Case.objects.select_for_update(skip_locked=True).filter(pk=case.pk).first()
        if row is None:
            raise Busy
        start = clock.now()
        at: datetime | None = start
        while len(steps) < MOST_STEPS and at is not None and at <= start + HORIZON:
            found = _step(case.pk, at)
            steps += [found] if found else []
            at = _next(case.pk, at)
        closed = Case.objects.filter(pk=case.pk, closed_at__isnull=False).exists()
    return Foresight(
        steps, more=at is not None and at <= start + HORIZON, closed=closed and not row.is_closed
    )


@contextmanager
def _undone() -> Iterator[None]:
    """A transaction of which nothing stays, and that holds its locks for a moment only."""
    with transaction.atomic():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('statement_timeout', %s, true)", [str(MOST_MILLISECONDS)])
            yield
        finally:
            transaction.set_rollback(True)


def _step(key: int, at: datetime) -> Foreseen | None:
    """Lets everything happen that is due at `at`; None where nothing was."""
    entries = TimelineEntry.objects.filter(case=key)
    told = entries.order_by("-seq").values_list("seq", flat=True).first() or 0
    before = OutboxMessage.objects.filter(case=key).order_by("-pk").values_list("pk", flat=True).first() or 0
    with clock.fixed_at(at):
        _until_quiet(key)
    rows = list(entries.filter(seq__gt=told, refused=False).order_by("seq"))
    if not rows:
        return None
    letters = OutboxMessage.objects.filter(case=key, pk__gt=before).order_by("pk")
    fired = [row.data["deadline"] for row in rows if "deadline" in row.data]
    return Foreseen(
        at,
        tuple((one["kind"], one["subject"]) for one in fired),
        tuple(row.action for row in rows if "deadline" not in row.data),
        tuple(letters.values_list("kind", flat=True)),
        next((row.to_state for row in reversed(rows) if row.to_state), ""),
        any(row.from_state and row.from_state != row.to_state for row in rows),
    )


def _until_quiet(key: int) -> None:
    for _ in range(MOST_ROUNDS):
        try:
            fired = fire_all(claim(deadlines.due(clock.now(), [key]).filter(in_flight=False), MOST_STEPS))
        except Exception as error:
            log.exception("a timed step cannot be foreseen", extra={"case": key})
            raise Busy from error
        if not fired.any and not outbox.drain(cases=[key]):
            return
    raise Busy


def _next(key: int, after: datetime) -> datetime | None:
    """The next instant at which a timed step of the case is due."""
    armed = Deadline.objects.filter(case=key, status=Deadline.Status.ARMED, next_attempt_at__gt=after)
    return armed.order_by("next_attempt_at").values_list("next_attempt_at", flat=True).first()
