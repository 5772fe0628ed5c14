"""Cancellations: three days after a question, each day after a step has begun; same time of day.

A start of two instants, `step/last`, is a step and the last reminder of it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from cancellations.rules import CancellationFacts, plan
from cancellations.rules.policy import policy_of
from tests.zones.table import at, table


def _planned(zone: str, **facts: Any) -> tuple[datetime, ...]:
    known = CancellationFacts("Oak", "Summer", "T-1", ("Display",), zone, **facts)
    return tuple(one.due_at for one in plan(known, policy_of()))


def missing(start: str, zone: str) -> tuple[datetime, ...]:
    """The reminder of a question that was asked then."""
    return _planned(zone, state="incomplete", asked_at=at(start))


def stale(start: str, zone: str) -> tuple[datetime, ...]:
    """The next reminder of a step that began then."""
    since, _, last = start.partition("/")
    return _planned(zone, entered_at=at(since), stale_at=at(last) if last else None)


MISSING = table("cx.missing_info", missing, """
America/Chicago       2024-03-07T02:30-06:00  2024-03-10T03:00-05:00
-                     2024-03-08T12:00-06:00  2024-03-11T12:00-05:00
-                     2024-10-31T01:30-05:00  2024-11-03T01:30-05:00
-                     2024-02-26T12:00-06:00  2024-02-29T12:00-06:00
-                     2024-02-27T12:00-06:00  2024-03-01T12:00-06:00
-                     2023-02-26T12:00-06:00  2023-03-01T12:00-06:00
-                     2024-12-30T12:00-06:00  2025-01-02T12:00-06:00
America/New_York      2024-11-01T01:30-04:00  2024-11-04T01:30-05:00
Europe/Paris          2024-03-28T02:30+01:00  2024-03-31T03:00+02:00
-                     2024-10-24T02:30+02:00  2024-10-27T02:30+02:00
-                     2024-10-27T02:30+01:00  2024-10-30T02:30+01:00
Asia/Kolkata          2024-04-29T23:59+05:30  2024-05-02T23:59+05:30
Asia/Kathmandu        2024-02-27T00:00+05:45  2024-03-01T00:00+05:45
Australia/Adelaide    2024-10-03T02:30+09:30  2024-10-06T03:00+10:30
Australia/Lord_Howe   2024-10-03T02:15+10:30  2024-10-06T02:30+11:00
-                     2024-04-04T01:45+11:00  2024-04-07T01:45+11:00
Pacific/Kiritimati    2024-12-29T12:00+14:00  2025-01-01T12:00+14:00
Pacific/Pago_Pago     2024-12-29T12:00-11:00  2025-01-01T12:00-11:00
America/Sao_Paulo     2018-11-01T00:30-03:00  2018-11-04T01:00-02:00
-                     2019-02-13T23:30-02:00  2019-02-16T23:30-02:00
""")  # fmt: skip

STALE = table("cx.stale_step", stale, """
America/Chicago       2024-03-09T12:00-06:00  2024-03-10T12:00-05:00
-                     2024-03-09T02:30-06:00  2024-03-10T03:00-05:00
-                     2024-03-09T02:30-06:00/2024-03-10T03:00-05:00  2024-03-11T02:30-05:00
-                     2024-11-02T01:30-05:00  2024-11-03T01:30-05:00
-                     2024-11-02T01:30-05:00/2024-11-03T01:30-05:00  2024-11-04T01:30-06:00
-                     2024-02-28T12:00-06:00  2024-02-29T12:00-06:00
-                     2024-02-28T12:00-06:00/2024-02-29T12:00-06:00  2024-03-01T12:00-06:00
-                     2024-02-20T12:00-06:00/2024-03-12T15:00-05:00  2024-03-13T12:00-05:00
-                     2024-02-20T12:00-06:00/2024-03-12T11:59-05:00  2024-03-12T12:00-05:00
America/New_York      2024-12-31T23:59-05:00  2025-01-01T23:59-05:00
Europe/Paris          2024-10-26T02:30+02:00  2024-10-27T02:30+02:00
-                     2024-10-26T02:30+02:00/2024-10-27T02:30+02:00  2024-10-28T02:30+01:00
-                     2024-03-30T02:30+01:00  2024-03-31T03:00+02:00
-                     2024-03-30T02:30+01:00/2024-03-31T03:00+02:00  2024-04-01T02:30+02:00
Asia/Kolkata          2024-02-28T23:59+05:30  2024-02-29T23:59+05:30
Asia/Kathmandu        2023-02-28T23:59+05:45  2023-03-01T23:59+05:45
Australia/Adelaide    2024-04-06T02:30+10:30  2024-04-07T02:30+10:30
Australia/Lord_Howe   2024-10-05T02:00+10:30  2024-10-06T02:30+11:00
-                     2024-10-05T02:00+10:30/2024-10-06T02:30+11:00  2024-10-07T02:00+11:00
Pacific/Kiritimati    2024-02-29T00:00+14:00  2024-03-01T00:00+14:00
Pacific/Pago_Pago     2024-12-31T13:00-11:00  2025-01-01T13:00-11:00
America/Sao_Paulo     2018-11-03T00:00-03:00  2018-11-04T01:00-02:00
-                     2018-11-03T00:00-03:00/2018-11-04T01:00-02:00  2018-11-05T00:00-02:00
Pacific/Apia          2011-12-29T09:00-10:00  2011-12-31T00:00+14:00
-                     2011-12-29T09:00-10:00/2011-12-31T00:00+14:00  2011-12-31T09:00+14:00
""")  # fmt: skip

TABLES = (MISSING, STALE)
