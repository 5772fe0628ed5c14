"""The figures of one board in one statement, whatever number of cases they were counted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from django.db import connection

from cases.daily.buckets import added
from cases.daily.pace import every_day, monday
from cases.models import ALWAYS

MOST_DAILY: Final = 35  # more days are told by week
# Per day only sums over how long it took; lengths only over all days. The third part is what stands now.
READ: Final = """
SELECT day, measure, kind, key, 0, sum(n), sum(amount) FROM cases_dailyfigure
 WHERE day >= %(first)s AND kind = ANY(%(kinds)s) AND (%(team)s = '' OR team = %(team)s)
   AND measure IN ('opened', 'closed', 'late', 'came', 'went', 'entered', 'stay', 'own', 'own_of')
 GROUP BY day, measure, kind, key
UNION ALL
SELECT NULL, measure, kind, key, bucket, sum(n), 0 FROM cases_dailyfigure
 WHERE day >= %(first)s AND kind = ANY(%(kinds)s) AND (%(team)s = '' OR team = %(team)s)
   AND measure IN ('closed', 'stay', 'refused') GROUP BY measure, kind, key, bucket
UNION ALL
SELECT day, measure, kind, key, bucket, sum(n), 0 FROM cases_dailyfigure
 WHERE day = %(always)s AND kind = ANY(%(kinds)s) AND (%(team)s = '' OR team = %(team)s)
   AND measure IN ('standing', 'age') GROUP BY day, measure, kind, key, bucket
"""
# Who last wrote the mark tells one count from the next, and the database tests from one another.
MARK: Final = """
SELECT until, last_entry, xmin::text, (SELECT oid::text FROM pg_database WHERE datname = current_database())
  FROM cases_figuresmark ORDER BY id LIMIT 1
"""
REMEMBERED: Final = 32  # boards; the figures of one change once an hour
Place = tuple[str, str]
"""A kind and a key of it: a state, an outcome, a code, a figure of its own."""


@dataclass(frozen=True)
class Figures:
    """What was counted for one board, up to `until` (None: nothing was counted yet), from `first` on.

    `daily` is by measure, day and place; `lengths` by measure and place; `standing` and `ages` are of now.
    """

    first: date
    until: datetime | None
    daily: Mapping[str, Mapping[tuple[date, Place], int]]
    amounts: Mapping[tuple[date, Place], Decimal]
    lengths: Mapping[str, Mapping[Place, Mapping[int, int]]]
    standing: Mapping[Place, int]
    ages: Mapping[Place, Mapping[int, int]]
    weekly: bool = False
    days: Sequence[date] = field(default_factory=tuple)

    def per_day(self, measure: str) -> dict[date, int]:
        """How many on each day, all places together; days without any have none."""
        found: dict[date, int] = defaultdict(int)
        for (day, _), number in self.daily.get(measure, {}).items():
            found[day] += number
        return found

    def in_steps(self, measure: str) -> dict[date, int]:
        """The same by the first day of each step: of the day itself, or of its week."""
        found = dict.fromkeys(self.steps, 0)
        for day, number in self.per_day(measure).items():
            begins = monday(day) if self.weekly else day
            if begins in found:
                found[begins] += number
        return found

    @property
    def steps(self) -> list[date]:
        """The first days of the steps that charts have: days, or weeks that begin on Monday."""
        return [day for day in self.days if not self.weekly or day.weekday() == 0]

    def of(self, measure: str, place: Place) -> Mapping[int, int]:
        """How long it took, as counts by bucket."""
        return self.lengths.get(measure, {}).get(place, {})

    def all_of(self, measure: str) -> Mapping[int, int]:
        """The same of all places together."""
        return added(*self.lengths.get(measure, {}).values())

    def number(self, measure: str) -> int:
        """How many in all, over the whole period."""
        return sum(self.daily.get(measure, {}).values())


def read(kinds: Sequence[str], team: str, now: datetime, days: int) -> Figures:
    """The figures of so many days up to now, today included, of some kinds; `team` "" is all teams.

    More than MOST_DAILY days are whole weeks: they begin with the Monday before.
    """
    today, weekly = now.astimezone(UTC).date(), days > MOST_DAILY
    first = today - timedelta(days=days - 1)
    first = monday(first) if weekly else first
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        mark = cursor.fetchone()
    return _remembered(tuple(kinds), team, first, today, mark)


@lru_cache(maxsize=REMEMBERED)
def _remembered(
    kinds: tuple[str, ...], team: str, first: date, today: date, mark: tuple[Any, ...] | None
) -> Figures:
    """The figures as they are since the mark was written: they are the same until it is written again."""
    with connection.cursor() as cursor:
        given: dict[str, Any] = {"first": first, "kinds": list(kinds), "team": team, "always": ALWAYS}
        cursor.execute(READ, given)
        return _gathered(
            cursor.fetchall(), first, today, mark[0].astimezone(UTC) if mark and mark[0] else None
        )


def _gathered(
    rows: Sequence[tuple[object, ...]], first: date, today: date, until: datetime | None
) -> Figures:
    daily: dict[str, dict[tuple[date, Place], int]] = defaultdict(lambda: defaultdict(int))
    lengths: dict[str, dict[Place, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    amounts: dict[tuple[date, Place], Decimal] = {}
    standing: dict[Place, int] = {}
    for day, measure, kind, key, bucket, n, amount in rows:
        place = (str(kind), str(key))
        number = int(str(n))
        if measure == "standing":
            standing[place] = number
        elif measure == "age" or day is None:
            lengths[str(measure)][place][int(str(bucket))] = number
        elif isinstance(day, date):
            daily[str(measure)][(day, place)] += number
            if measure == "own":
                amounts[(day, place)] = Decimal(str(amount))
    ages, days = lengths.pop("age", {}), tuple(every_day(first, today))
    weekly = len(days) > MOST_DAILY
    return Figures(first, until, daily, amounts, lengths, standing, ages, weekly, days)
