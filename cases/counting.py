"""Counters of this process: what leaves no row of its own, or would be slow to count there."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from prometheus_client import Counter

from cases.routing import Refusal

REFUSALS = Counter(
    "accountops_refusals", "Refused actions, facts and openings, by each code named.", ["code"]
)
STALE_WRITES = Counter("accountops_stale_writes", "Changes stopped: the case had changed.")


def count_refusals(refusals: Sequence[Refusal]) -> None:
    """Counts a refusal under each of its codes, once its entry is committed."""
    codes = [refusal.code for refusal in refusals]

    def count() -> None:
        for code in codes:
            REFUSALS.labels(code=code).inc()

    transaction.on_commit(count, robust=True)


def count_stale() -> None:
    """Counts a change that came too late."""
    STALE_WRITES.inc()
