"""The simulated clock: who does what when, and between any two things what was due fires when it is due."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from random import Random
from typing import Final

from django.db.models import Min

from accountops.demo import seed_people
from accountops.simulation.acting import Hands
from accountops.simulation.checking import AT_THE_END, OFTEN, Check
from accountops.simulation.counting import Tally
from cases import clock, deadlines, demo, outbox, registry
from cases.kinds import Kind
from cases.models import Case, Deadline, OutboxMessage

# A month with both changes of the clocks (America on the 8th, Europe on the 29th), a mid-month and an end.
START: Final = datetime(2026, 3, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
WEEKEND, QUIET, FIRST_HOUR, HOURS = 5, 0.3, 6, 14
OUTAGE_EVERY: Final = timedelta(days=8)
MOST_ROUNDS: Final = 200


class Simulation:
    """`days` from `start` on, about `per_day` new cases of each kind on a working day. The same `seed` on an
    empty database, the same month.
    """

    def __init__(self, *, days: int, seed: int, per_day: float = 3, start: datetime = START) -> None:
        self.start, self.end, self.seed = start, start + days * DAY, seed
        self.days, self.per_day = days, per_day
        self.random = Random(seed)  # noqa: S311 - repeatable on purpose, no secret
        self.tally = Tally()
        self.kinds = [kind for kind in registry.all_kinds() if _has_life(kind)]
        self.keys: list[int] = []
        self._ahead: list[tuple[datetime, int, Iterator[timedelta]]] = []
        self._outages = list(self._away())
        self._at = start

    def run(self) -> Tally:
        """Plays it to its end and checks what must hold, each midnight and at the end."""
        with clock.fixed_at(self.start):
            seed_people()
        self._plan()
        midnight = self.start + DAY
        while self._ahead and self._ahead[0][0] <= self.end:
            while midnight < self._ahead[0][0]:
                self._check(midnight)
                midnight += DAY
            self._go_on(*heapq.heappop(self._ahead))
        while midnight <= self.end:
            self._check(midnight)
            midnight += DAY
        self._look(AT_THE_END)
        return self.tally

    def _plan(self) -> None:
        """When each case of the month begins: in working hours, few at weekends."""
        people, number = demo.people_by_role(), 0
        for day in range(self.days):
            morning = self.start + day * DAY + timedelta(hours=FIRST_HOUR)
            rate = self.per_day * (QUIET if morning.weekday() >= WEEKEND else 1)
            for kind in self.kinds:
                wanted = int(rate) + (self.random.random() < rate % 1)
                for _ in range(wanted):
                    number += 1
                    at = morning + timedelta(minutes=self.random.randrange(HOURS * 60))
                    hands = Hands(kind, number, Random(self.random.random()), people, self.tally)  # noqa: S311 - as above
                    heapq.heappush(self._ahead, (at, number, import_module(_living(kind)).live(hands)))

    def _away(self) -> Iterator[tuple[datetime, datetime]]:
        """When nothing fires and no message goes out, as if every worker were down."""
        at = self.start + OUTAGE_EVERY / 2
        while at < self.end - DAY:
            begin = at + timedelta(hours=self.random.uniform(0, 48))
            yield begin, begin + timedelta(hours=self.random.uniform(3, 20))
            at += OUTAGE_EVERY

    def _go_on(self, at: datetime, number: int, life: Iterator[timedelta]) -> None:
        self._until(at)
        with clock.fixed_at(at):
            pause = next(life, None)
        self._notice()
        if pause is not None:
            heapq.heappush(self._ahead, (at + max(pause, timedelta(seconds=1)), number, life))

    def _notice(self) -> None:
        """Which cases there are by now."""
        fresh = Case.objects.filter(pk__gt=self.keys[-1] if self.keys else 0, opened_at__gte=self.start)
        self.keys += fresh.order_by("pk").values_list("pk", flat=True)

    def _until(self, end: datetime) -> None:
        """Lets everything that is due by then fire, each a moment after its time, by the real runner."""
        for _ in range(MOST_ROUNDS * max(1, len(self.keys))):
            due = self._next_due()
            if due is None or due > end:
                break
            back = next((until for begin, until in self._outages if begin <= due < until), due)
            if back > end:
                break
            self._at = max(self._at, back)
            with clock.fixed_at(min(self._at + demo.FIRED_AFTER, end)):
                if not self._pass():
                    break
        self._at = max(self._at, end)

    def _next_due(self) -> datetime | None:
        armed = Deadline.objects.filter(case__in=self.keys, status="armed")
        waiting = OutboxMessage.objects.filter(case__in=self.keys, status=OutboxMessage.Status.PENDING)
        found = [rows.aggregate(at=Min("next_attempt_at"))["at"] for rows in (armed, waiting)]
        return min((at for at in found if at is not None), default=None)

    def _pass(self) -> bool:
        """One pass of the timed steps, and the messages; False where neither had anything to do."""
        report = deadlines.run_pass(cases=self.keys)
        sent = outbox.drain(cases=self.keys, size=500)
        tally = self.tally
        tally.passes += 1
        tally.fired += report.fired
        tally.cancelled += report.cancelled
        tally.failed += report.failed + report.parked
        return report.any or bool(sent)

    def _check(self, midnight: datetime) -> None:
        """The checks of a midnight. One within an outage is left out: then things are late."""
        self._until(midnight)
        if any(begin <= midnight < until for begin, until in self._outages) and midnight < self.end:
            return
        with clock.fixed_at(midnight):
            self._look(OFTEN)

    def _look(self, checks: dict[str, Check]) -> None:
        for name, check in checks.items():
            self.tally.checked(name, check(self.keys))

    @property
    def outages(self) -> Sequence[tuple[datetime, datetime]]:
        """When the runner was away."""
        return self._outages


def _has_life(kind: Kind) -> bool:
    """Whether its app says how its cases go."""
    name = _living(kind)
    return find_spec(name.rpartition(".")[0]) is not None and find_spec(name) is not None


def _living(kind: Kind) -> str:
    return f"{kind.model._meta.app_config.name}.demo.living"
