"""How often a link may be sent something: a person answers once, and mistypes a few times."""

from __future__ import annotations

import time
from typing import Final

from django.core.cache import cache

from cases.models import ConsentRequest

A_MINUTE: Final = 12
MINUTE: Final = 60


def seconds_to_wait(row: ConsentRequest) -> int:
    """Counts what comes through a link; 0 while it may go on, else the seconds until it may.

    In real time and shared by all web processes. A link that we have not made costs a signature and nothing
    else, so it is not counted.
    """
    minute, second = divmod(int(time.time()), MINUTE)
    key = f"consent:{row.pk}:{minute}"
    cache.add(key, 0, 2 * MINUTE)
    return MINUTE - second if cache.incr(key) > A_MINUTE else 0
