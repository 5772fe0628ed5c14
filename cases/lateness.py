"""How late timed steps fired, counted in buckets that survive restarts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import inf

from django.db.models import F

from cases.models import LatenessBucket

BOUNDS = (1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 14400.0, 86400.0)


def note(lates: Iterable[float]) -> None:
    """Adds seconds of lateness to their buckets. After the steps' commit: a crash between loses a count."""
    numbers: Counter[float] = Counter()
    seconds: defaultdict[float, float] = defaultdict(float)
    for late in lates:
        bound = next((bound for bound in BOUNDS if late <= bound), inf)
        numbers[bound] += 1
        seconds[bound] += max(late, 0.0)
    for bound in sorted(numbers):  # in one order, so that two workers do not wait for each other in a circle
        LatenessBucket.objects.bulk_create([LatenessBucket(bound=bound)], ignore_conflicts=True)
        LatenessBucket.objects.filter(bound=bound).update(
            number=F("number") + numbers[bound], seconds=F("seconds") + seconds[bound]
        )
