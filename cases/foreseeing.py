"""What happens to a case if nobody does anything: the real rules on the real case, in a transaction undone.

Timed steps fire, letters count as sent and answers of outside systems as given, with the clock set from one
due instant to the next. Nothing of it stays, nothing leaves the house. The case is locked meanwhile, as by
any timed step of its own; where somebody else has it locked, nothing is waited for.

All steps are one change of a case that is read once, as those are that are due together in one batch. What
they leave is stored only where something reads it again: a message that counts as sent, and a kind's rows.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Q

from cases import clock, outbox
from cases.firing import Report, fire, loaded
from cases.models import Case, Deadline, OutboxMessage, TimelineEntry
from cases.workflow.pending import Pending

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
        copy = _Copy(row)
        start = copy.case.standing.now
        at: datetime | None = start
        while len(steps) < MOST_STEPS and at is not None and at <= start + HORIZON:
            found = copy.step(at)
            steps += [found] if found else []
            at = copy.next_after(at)
    return Foresight(
        steps,
        more=at is not None and at <= start + HORIZON,
        closed=copy.case.is_closed and not row.is_closed,
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


class _Copy:
    """The locked case while time goes on: its rows in memory, and what is not stored of it yet."""

    def __init__(self, row: Case) -> None:
        self.row, self.pending = row, Pending()
        self.case: Any = None
        self.entries: list[TimelineEntry] = []
        self.letters: list[OutboxMessage] = []
        self._read()

    def step(self, at: datetime) -> Foreseen | None:
        """Lets everything happen that is due at `at`; None where nothing was. Raises Busy."""
        self.entries, self.letters, self.case.standing.now = [], [], at
        try:
            with clock.fixed_at(at):
                self._until_quiet(at)
        except Busy:
            raise
        except Exception as error:
            log.exception("a timed step cannot be foreseen", extra={"case": self.row.pk})
            raise Busy from error
        return self._told(at) if self.entries else None

    def next_after(self, after: datetime) -> datetime | None:
        """The next instant at which a timed step of the case is due."""
        return min(
            (one.next_attempt_at for one in self._armed() if one.next_attempt_at > after), default=None
        )

    def _until_quiet(self, at: datetime) -> None:
        for _ in range(MOST_ROUNDS):
            if not self._fire(at) and not self._send():
                return
        raise Busy

    def _fire(self, at: datetime) -> bool:
        """Fires what is due; answers whether anything was. Its messages count as sent."""
        due = [row for row in self._armed() if row.next_attempt_at <= at and not row.in_flight]
        told, written, report = len(self.pending.entries), len(self.pending.messages), Report()
        for row in sorted(due, key=lambda one: one.next_attempt_at)[:MOST_STEPS]:
            fire(self.case, row, at, self.pending, report)
        letters = self.pending.messages[written:]
        for letter in letters:
            outbox.accept(letter, at)
            self.waiting |= letter.awaited
        self.entries += self.pending.entries[told:]
        self.letters += letters
        if self.pending.messages or self.pending.kept or self.pending.links or self.pending.unlinks:
            self._store()
        return report.any

    def _send(self) -> bool:
        """What waits for the sending of stored messages follows; answers whether anything did."""
        if not self.waiting:
            return False
        self._store()
        end, sent = self.case.standing.seq, outbox.drain(cases=[self.row.pk])
        self._read()
        self._hear(end)
        return bool(sent) or self.case.standing.seq > end

    def _hear(self, end: int) -> None:
        """What the case did when it was told that a message was sent: the entries after number `end`."""
        if self.case.standing.seq > end:
            told = TimelineEntry.objects.filter(case=self.row.pk, seq__gt=end, refused=False)
            self.entries += told.order_by("seq")
            self.letters += OutboxMessage.objects.filter(entry__in=told).order_by("pk")

    def _read(self) -> None:
        """The case as it is stored, and whether messages of it are on their way."""
        self.case = loaded([self.row])[self.row.pk]
        some = Q(status=OutboxMessage.Status.PENDING) | Q(status=OutboxMessage.Status.SENT, awaited=True)
        known = self.case.standing.messages
        self.waiting = known is None and OutboxMessage.objects.filter(some, case=self.row.pk).exists()

    def _store(self) -> None:
        """Writes what is read again. Decisions, news and whatever else only people read is left out."""
        mine, self.pending = self.pending, Pending()
        mine.decisions, mine.personal, mine.parties, mine.news = [], [], [], []
        mine.write()

    def _armed(self) -> list[Deadline]:
        """In the order of their numbers: new ones come last."""
        return [row for row in self.case.standing.deadlines if row.status == Deadline.Status.ARMED]

    def _told(self, at: datetime) -> Foreseen:
        fired = [row.data["deadline"] for row in self.entries if "deadline" in row.data]
        return Foreseen(
            at,
            tuple((one["kind"], one["subject"]) for one in fired),
            tuple(row.action for row in self.entries if "deadline" not in row.data),
            tuple(one.kind for one in self.letters),
            next((row.to_state for row in reversed(self.entries) if row.to_state), ""),
            any(row.from_state and row.from_state != row.to_state for row in self.entries),
        )
