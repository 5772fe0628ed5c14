"""The base of this benchmark: the cases that are open lie so far back that their next timed step is due.

python -m benchmarks.timed.base <cases to play> <variants of each> <file for the sign-ins>
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from cases.models import Case

WITHIN_SECONDS = 60.0


def overdue(case: Case, random: Random) -> timedelta:
    """How far back a copy lies: its timed step, the kind's own if there is one, was due a minute ago."""
    from benchmarks.patterns import anywhere
    from cases.planning import ATTENTION

    armed = case.deadlines.filter(status="armed").order_by("due_at")
    first = armed.exclude(kind=ATTENTION).first() or armed.first()
    if first is None:
        return anywhere(case, random)
    return first.due_at - datetime.now(UTC) + timedelta(seconds=1 + WITHIN_SECONDS * random.random())


if __name__ == "__main__":
    django.setup()
    from benchmarks.base import main

    main(sys.argv[1:], back=overdue)
