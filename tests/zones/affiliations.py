"""Transitions: every seventh day at 09:00 of the case's zone, a known billing date, at once after a bounce.

A start of two instants, `wait/last`, is a wait and the last reminder of it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from affiliations.rules import AffiliationFacts, Group, plan
from affiliations.rules.policy import policy_of
from tests.zones.table import at, table


def _planned(zone: str, **facts: Any) -> tuple[datetime, ...]:
    known = AffiliationFacts("Clinic", "Reseller", "ENT-7", zone, **facts)
    return tuple(one.due_at for one in plan(known, policy_of()))


def _waiting(start: str, zone: str, **facts: Any) -> tuple[datetime, ...]:
    since, _, last = start.partition("/")
    checked = at(last) if last else None
    groups = (Group("G1"),)
    return _planned(
        zone, state="awaiting_billing", groups=groups, waiting_since=at(since), checked_at=checked, **facts
    )


def nudge(start: str, zone: str) -> tuple[datetime, ...]:
    """The reminder of a notice that is waited for since then."""
    since, _, last = start.partition("/")
    return _planned(zone, opened_at=at(since), nudged_at=at(last) if last else None)


def billing(start: str, zone: str) -> tuple[datetime, ...]:
    """The look at billing in a wait since then."""
    return _waiting(start, zone)


def expected(start: str, zone: str) -> tuple[datetime, ...]:
    """The same where billing is expected on a day: `wait@day`."""
    since, _, day = start.partition("@")
    return _waiting(since, zone, expected_billing_on=date.fromisoformat(day))


def bounced(start: str, zone: str) -> tuple[datetime, ...]:
    """A letter that came back then."""
    return _planned(zone, state="switching", mail_bounced_at=at(start))


NUDGE = table("af.notice_nudge", nudge, """
America/Chicago       2024-03-03T23:59-06:00  2024-03-10T09:00-05:00
-                     2024-10-27T00:00-05:00  2024-11-03T09:00-06:00
-                     2024-02-22T15:00-06:00  2024-02-29T09:00-06:00
-                     2024-02-24T15:00-06:00/2024-03-02T09:00-06:00  2024-03-09T09:00-06:00
-                     2024-02-25T15:00-06:00/2024-03-03T09:00-06:00  2024-03-10T09:00-05:00
-                     2024-02-25T15:00-06:00/2024-03-12T12:00-05:00  2024-03-17T09:00-05:00
America/New_York      2024-10-27T08:00-04:00  2024-11-03T09:00-05:00
Europe/Paris          2024-03-24T10:00+01:00  2024-03-31T09:00+02:00
-                     2024-10-20T10:00+02:00  2024-10-27T09:00+01:00
-                     2024-12-28T10:00+01:00  2025-01-04T09:00+01:00
Asia/Kolkata          2024-02-22T23:59+05:30  2024-02-29T09:00+05:30
Asia/Kathmandu        2024-02-23T00:01+05:45  2024-03-01T09:00+05:45
Australia/Adelaide    2024-03-31T12:00+10:30  2024-04-07T09:00+09:30
-                     2024-09-29T12:00+09:30  2024-10-06T09:00+10:30
Australia/Lord_Howe   2024-03-31T12:00+11:00  2024-04-07T09:00+10:30
-                     2024-09-29T12:00+10:30  2024-10-06T09:00+11:00
Pacific/Kiritimati    2024-12-25T23:59+14:00  2025-01-01T09:00+14:00
Pacific/Pago_Pago     2024-12-25T23:59-11:00  2025-01-01T09:00-11:00
America/Sao_Paulo     2018-10-28T12:00-03:00  2018-11-04T09:00-02:00
-                     2019-02-10T12:00-02:00  2019-02-17T09:00-03:00
""")  # fmt: skip

BILLING = table("af.billing_check", billing, """
America/Chicago       2024-02-29T10:00-06:00  2024-03-07T09:00-06:00
-                     2024-02-29T10:00-06:00/2024-03-07T09:00-06:00  2024-03-14T09:00-05:00
-                     2024-10-31T10:00-05:00/2024-11-07T09:00-06:00  2024-11-14T09:00-06:00
-                     2024-02-01T10:00-06:00/2024-03-20T12:00-05:00  2024-03-21T09:00-05:00
-                     2024-02-01T10:00-06:00/2024-03-21T08:59-05:00  2024-03-21T09:00-05:00
-                     2024-02-01T10:00-06:00/2024-03-21T09:00-05:00  2024-03-28T09:00-05:00
Europe/Paris          2024-03-24T23:59+01:00  2024-03-31T09:00+02:00
-                     2024-03-24T23:59+01:00/2024-03-31T09:00+02:00  2024-04-07T09:00+02:00
Asia/Kolkata          2024-12-25T12:00+05:30  2025-01-01T09:00+05:30
Asia/Kathmandu        2023-02-22T12:00+05:45  2023-03-01T09:00+05:45
Australia/Adelaide    2024-04-01T12:00+10:30  2024-04-08T09:00+09:30
Australia/Lord_Howe   2024-09-30T12:00+10:30  2024-10-07T09:00+11:00
Pacific/Kiritimati    2024-02-29T00:30+14:00  2024-03-07T09:00+14:00
Pacific/Pago_Pago     2024-02-29T23:30-11:00  2024-03-07T09:00-11:00
America/Sao_Paulo     2018-11-01T12:00-03:00  2018-11-08T09:00-02:00
America/New_York      2024-03-03T12:00-05:00  2024-03-10T09:00-04:00
""")  # fmt: skip

EXPECTED = table("af.billing_check", expected, """
America/Chicago       2024-02-20T10:00-06:00@2024-02-29  2024-02-29T09:00-06:00
-                     2024-02-20T10:00-06:00@2024-03-10  2024-03-10T09:00-05:00
-                     2024-02-20T10:00-06:00@2024-02-19  2024-02-27T09:00-06:00
-                     2024-02-20T08:00-06:00@2024-02-20  2024-02-20T09:00-06:00
Europe/Paris          2024-10-01T10:00+02:00@2024-10-27  2024-10-27T09:00+01:00
Pacific/Kiritimati    2024-12-01T10:00+14:00@2025-01-01  2025-01-01T09:00+14:00
Australia/Lord_Howe   2024-09-01T10:00+10:30@2024-10-06  2024-10-06T09:00+11:00
""")  # fmt: skip

BOUNCED = table("af.mail_retry", bounced, """
America/Chicago       2024-03-10T01:59-06:00  2024-03-10T01:59-06:00
America/New_York      2024-11-03T01:30-05:00  2024-11-03T01:30-05:00
Europe/Paris          2024-10-27T02:30+01:00  2024-10-27T02:30+01:00
Asia/Kolkata          2024-02-29T23:59+05:30  2024-02-29T23:59+05:30
Asia/Kathmandu        2024-12-31T23:59+05:45  2024-12-31T23:59+05:45
Australia/Lord_Howe   2024-04-07T01:45+10:30  2024-04-07T01:45+10:30
Pacific/Kiritimati    2024-02-29T00:30+14:00  2024-02-29T00:30+14:00
Pacific/Pago_Pago     2024-02-28T23:30-11:00  2024-02-28T23:30-11:00
""")  # fmt: skip

TABLES = (NUDGE, BILLING, EXPECTED, BOUNCED)
