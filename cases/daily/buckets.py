"""Lengths of time as counts in fixed buckets, and how much of the work took how long. Plain functions.

The bounds stand a quarter of a doubling apart, from one minute to about two years. A percentile found here
lies in the same bucket as the exact one, so it is wrong by less than a factor of 2**(1/4), which is 1.19.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import timedelta
from math import ceil
from typing import Final

STEPS: Final = 4
DOUBLINGS: Final = 20
FIRST: Final = 60.0
RATIO: Final = 2 ** (1 / STEPS)
BOUNDS: Final = tuple(FIRST * 2 ** (step / STEPS) for step in range(DOUBLINGS * STEPS + 1))
"""In seconds. Bucket 0 is below the first, bucket i from bound i-1 up to bound i, the last one above all."""

SHARES: Final = (0.5, 0.85, 0.95)
Histogram = Mapping[int, int]


def bucket_of(seconds: float) -> int:
    """The bucket of a length in seconds, as PostgreSQL's `width_bucket` finds it."""
    return bisect_right(BOUNDS, seconds)


def middle(bucket: int, part: float = 0.5) -> float:
    """A length in seconds within the bucket, at `part` of its way; the ends are as wide as the others."""
    low = BOUNDS[bucket - 1] if bucket else BOUNDS[0] / RATIO
    return float(low * RATIO**part)


def number(found: Histogram) -> int:
    """How many there are in all buckets."""
    return sum(found.values())


def quantile(found: Histogram, share: float) -> timedelta | None:
    """The length within which `share` of them were (nearest rank); None where there are none.

    Within a bucket they are taken as spread evenly on its logarithmic way.
    """
    total = number(found)
    if total <= 0:
        return None
    rank, before = max(1, ceil(share * total - 1e-9)), 0
    for bucket in sorted(found):
        there = found[bucket]
        if there > 0 and before + there >= rank:
            return timedelta(seconds=middle(bucket, (rank - before - 0.5) / there))
        before += there
    return None


def longer_than(found: Histogram, limit: timedelta | None) -> int:
    """How many lie in buckets above that of `limit`: those that surely took longer."""
    if limit is None:
        return 0
    edge = bucket_of(limit.total_seconds())
    return sum(there for bucket, there in found.items() if bucket > edge)


def added(*parts: Histogram) -> dict[int, int]:
    """All of them together."""
    total: dict[int, int] = {}
    for part in parts:
        for bucket, there in part.items():
            total[bucket] = total.get(bucket, 0) + there
    return total
