"""Take-overs: the end of the 15th, days before the month ends, the month's end, a week, the 2nd at 09:00."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from takeovers.rules import Company, StepFacts, TakeoverFacts, plan
from takeovers.rules.policy import policy_of
from tests.zones.table import at, table


def _planned(zone: str, **facts: Any) -> tuple[datetime, ...]:
    known = TakeoverFacts("ec_dr_to_dr", "EC", "DR One", "DR Two", zone, **facts)
    return tuple(one.due_at for one in plan(known, policy_of()))


def _done(number: int, start: str, zone: str) -> tuple[datetime, ...]:
    steps = tuple(StepFacts(n, "done" if n == number else "open", at(start)) for n in range(1, 8))
    return _planned(zone, state="in_progress", companies=(Company("EC", (), steps),))


def cutoff(start: str, zone: str) -> tuple[datetime, ...]:
    """Mid-month of a take-over that has waited for agreements since then."""
    return _planned(zone, incomplete_since=at(start))


def month(start: str, zone: str) -> tuple[datetime, ...]:
    """The warning and the end of a target month."""
    return _planned(zone, state="ready", target_month=start)


def leftover(start: str, zone: str) -> tuple[datetime, ...]:
    """The reminder of custom licences after step 5."""
    return _done(5, start, zone)


def discount(start: str, zone: str) -> tuple[datetime, ...]:
    """The look at the invoice after step 7."""
    return _done(7, start, zone)


CUTOFF = table("to.cutoff", cutoff, """
Europe/Paris          2024-06-15T23:59+02:00  2024-06-16T00:00+02:00
-                     2024-06-16T00:00+02:00  2024-07-16T00:00+02:00
-                     2024-03-16T00:00+01:00  2024-04-16T00:00+02:00
-                     2024-10-16T00:00+02:00  2024-11-16T00:00+01:00
-                     2024-02-16T00:00+01:00  2024-03-16T00:00+01:00
-                     2024-12-16T00:00+01:00  2025-01-16T00:00+01:00
America/New_York      2024-02-20T12:00-05:00  2024-03-16T00:00-04:00
-                     2024-10-31T23:59-04:00  2024-11-16T00:00-05:00
-                     2024-02-29T12:00-05:00  2024-03-16T00:00-04:00
Asia/Kolkata          2024-02-15T23:59+05:30  2024-02-16T00:00+05:30
-                     2024-02-16T00:00+05:30  2024-03-16T00:00+05:30
Asia/Kathmandu        2024-12-31T12:00+05:45  2025-01-16T00:00+05:45
Australia/Adelaide    2024-03-16T00:00+10:30  2024-04-16T00:00+09:30
-                     2024-09-16T00:00+09:30  2024-10-16T00:00+10:30
Australia/Lord_Howe   2024-03-20T00:00+11:00  2024-04-16T00:00+10:30
-                     2024-09-20T00:00+10:30  2024-10-16T00:00+11:00
Pacific/Kiritimati    2024-06-15T00:30+14:00  2024-06-16T00:00+14:00
-                     2024-06-16T00:30+14:00  2024-07-16T00:00+14:00
Pacific/Pago_Pago     2024-06-15T23:30-11:00  2024-06-16T00:00-11:00
-                     2024-06-16T00:30-11:00  2024-07-16T00:00-11:00
America/Sao_Paulo     2018-10-16T00:00-03:00  2018-11-16T00:00-02:00
-                     2019-01-31T00:00-02:00  2019-02-16T00:00-02:00
-                     2019-02-16T00:00-02:00  2019-03-16T00:00-03:00
Africa/Cairo          2024-04-16T00:00+02:00  2024-05-16T00:00+03:00
""")  # fmt: skip

MONTH = table("to.month_warning to.month_missed", month, """
Europe/Paris          2024-02  2024-02-24T09:00+01:00  2024-03-01T00:00+01:00
-                     2023-02  2023-02-23T09:00+01:00  2023-03-01T00:00+01:00
-                     2024-03  2024-03-26T09:00+01:00  2024-04-01T00:00+02:00
-                     2024-10  2024-10-26T09:00+02:00  2024-11-01T00:00+01:00
-                     2024-12  2024-12-26T09:00+01:00  2025-01-01T00:00+01:00
America/New_York      2024-02  2024-02-24T09:00-05:00  2024-03-01T00:00-05:00
-                     2024-03  2024-03-26T09:00-04:00  2024-04-01T00:00-04:00
-                     2024-10  2024-10-26T09:00-04:00  2024-11-01T00:00-04:00
Asia/Kolkata          2024-04  2024-04-25T09:00+05:30  2024-05-01T00:00+05:30
Asia/Kathmandu        2028-02  2028-02-24T09:00+05:45  2028-03-01T00:00+05:45
Australia/Adelaide    2024-03  2024-03-26T09:00+10:30  2024-04-01T00:00+10:30
-                     2024-09  2024-09-25T09:00+09:30  2024-10-01T00:00+09:30
Australia/Lord_Howe   2024-04  2024-04-25T09:00+10:30  2024-05-01T00:00+10:30
-                     2028-09  2028-09-25T09:00+10:30  2028-10-01T00:00+10:30
Pacific/Kiritimati    2024-12  2024-12-26T09:00+14:00  2025-01-01T00:00+14:00
Pacific/Pago_Pago     2024-12  2024-12-26T09:00-11:00  2025-01-01T00:00-11:00
America/Sao_Paulo     2018-10  2018-10-26T09:00-03:00  2018-11-01T00:00-03:00
-                     2019-02  2019-02-23T09:00-03:00  2019-03-01T00:00-03:00
Africa/Cairo          2024-04  2024-04-25T09:00+02:00  2024-05-01T00:00+03:00
-                     2024-10  2024-10-26T09:00+03:00  2024-11-01T00:00+02:00
Asia/Beirut           2024-03  2024-03-26T09:00+02:00  2024-04-01T00:00+03:00
""")  # fmt: skip

LEFTOVER = table("to.custom_leftover", leftover, """
Europe/Paris          2024-03-24T02:30+01:00  2024-03-31T03:00+02:00
-                     2024-10-20T02:30+02:00  2024-10-27T02:30+02:00
-                     2024-02-22T10:00+01:00  2024-02-29T10:00+01:00
-                     2023-02-22T10:00+01:00  2023-03-01T10:00+01:00
America/New_York      2024-03-03T02:15-05:00  2024-03-10T03:00-04:00
-                     2024-10-27T01:15-04:00  2024-11-03T01:15-04:00
Asia/Kolkata          2024-12-28T18:00+05:30  2025-01-04T18:00+05:30
Asia/Kathmandu        2024-02-23T00:05+05:45  2024-03-01T00:05+05:45
Australia/Adelaide    2024-09-29T02:30+09:30  2024-10-06T03:00+10:30
-                     2024-03-31T02:30+10:30  2024-04-07T02:30+10:30
Australia/Lord_Howe   2024-09-29T02:10+10:30  2024-10-06T02:30+11:00
-                     2024-03-31T01:45+11:00  2024-04-07T01:45+11:00
Pacific/Kiritimati    2024-12-31T23:59+14:00  2025-01-07T23:59+14:00
Pacific/Pago_Pago     2024-02-26T12:00-11:00  2024-03-04T12:00-11:00
America/Sao_Paulo     2018-10-28T00:30-03:00  2018-11-04T01:00-02:00
-                     2019-02-09T23:30-02:00  2019-02-16T23:30-02:00
Africa/Cairo          2024-04-19T00:30+02:00  2024-04-26T01:00+03:00
""")  # fmt: skip

DISCOUNT = table("to.discount_check", discount, """
Europe/Paris          2024-01-31T23:59+01:00  2024-02-02T09:00+01:00
-                     2024-02-29T12:00+01:00  2024-03-02T09:00+01:00
-                     2024-03-01T00:00+01:00  2024-04-02T09:00+02:00
-                     2024-10-31T12:00+01:00  2024-11-02T09:00+01:00
-                     2024-12-31T23:59+01:00  2025-01-02T09:00+01:00
America/New_York      2024-02-10T12:00-05:00  2024-03-02T09:00-05:00
-                     2024-10-10T12:00-04:00  2024-11-02T09:00-04:00
Asia/Kolkata          2024-05-31T23:59+05:30  2024-06-02T09:00+05:30
Asia/Kathmandu        2024-06-01T00:01+05:45  2024-07-02T09:00+05:45
Australia/Adelaide    2024-03-31T12:00+10:30  2024-04-02T09:00+10:30
-                     2024-04-01T12:00+10:30  2024-05-02T09:00+09:30
Australia/Lord_Howe   2024-09-30T12:00+10:30  2024-10-02T09:00+10:30
Pacific/Kiritimati    2024-03-01T00:30+14:00  2024-04-02T09:00+14:00
Pacific/Pago_Pago     2024-02-29T23:30-11:00  2024-03-02T09:00-11:00
America/Sao_Paulo     2018-10-31T12:00-03:00  2018-11-02T09:00-03:00
-                     2019-01-31T12:00-02:00  2019-02-02T09:00-02:00
""")  # fmt: skip

TABLES = (CUTOFF, MONTH, LEFTOVER, DISCOUNT)
