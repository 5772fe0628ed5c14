"""Advocate cases: 14 and 7 days at the same time of day, the start of a letter's date, 60 and 46 days."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.rules import AdvocateFacts, Attempt, Letter, Offer, plan
from advocacy.rules.ladder import date_for
from advocacy.rules.policy import policy_of
from advocacy.rules.timers import expires_at
from tests.zones.table import at, table

POLICY = policy_of()


def _planned(case_type: str, zone: str, **facts: Any) -> tuple[datetime, ...]:
    known = AdvocateFacts(case_type, "Range", zone, **facts)
    return tuple(one.due_at for one in plan(known, POLICY))


def _ladder(start: str) -> tuple[Attempt, ...]:
    """Two calls, and an e-mail as the last attempt."""
    last = at(start)
    return (
        Attempt("phone", last - timedelta(days=9)),
        Attempt("phone", last - timedelta(hours=1)),
        Attempt("email", last),
    )


def silence(start: str, zone: str) -> tuple[datetime, ...]:
    """The wait for a customer who was tried to be reached for the last time then."""
    return _planned("no_response", zone, state="waiting_customer", attempts=_ladder(start))


def negotiation(start: str, zone: str) -> tuple[datetime, ...]:
    """The same in a negotiation."""
    evidence = {"first_discussion_at": at(start) - timedelta(days=20)}
    attempts = _ladder(start)
    return _planned(
        "further_negotiation", zone, state="waiting_customer", attempts=attempts, evidence=evidence
    )


def letter(start: str, zone: str) -> tuple[datetime, ...]:
    """The date of a letter that was sent then."""
    facts = AdvocateFacts("further_negotiation", "Range", zone)
    sent = Letter("negotiation_deadline", at(start), at(start), date_for(facts, POLICY, at(start)))
    return _planned("further_negotiation", zone, state="letter_sent", letters=(sent,))


def offer(start: str, zone: str) -> tuple[datetime, ...]:
    """The reminder and the end of an offer sent then."""
    made = Offer(at(start), expires_at(at(start), POLICY, zone))
    return _planned("cabinet_replacement", zone, offer=made)


SILENCE = table("ad.no_response", silence, """
America/Chicago       2024-02-15T10:00-06:00  2024-02-29T10:00-06:00
-                     2023-02-15T10:00-06:00  2023-03-01T10:00-06:00
-                     2024-02-25T02:30-06:00  2024-03-10T03:00-05:00
-                     2024-03-09T12:00-06:00  2024-03-23T12:00-05:00
-                     2024-10-20T01:30-05:00  2024-11-03T01:30-05:00
-                     2024-11-03T01:30-06:00  2024-11-17T01:30-06:00
-                     2024-12-20T23:59-06:00  2025-01-03T23:59-06:00
America/New_York      2024-02-25T02:00-05:00  2024-03-10T03:00-04:00
Europe/Paris          2024-03-17T02:30+01:00  2024-03-31T03:00+02:00
-                     2024-10-13T02:30+02:00  2024-10-27T02:30+02:00
Asia/Kolkata          2024-02-15T23:59+05:30  2024-02-29T23:59+05:30
Asia/Kathmandu        2024-02-16T00:00+05:45  2024-03-01T00:00+05:45
Australia/Adelaide    2024-09-22T02:45+09:30  2024-10-06T03:00+10:30
-                     2024-03-24T02:15+10:30  2024-04-07T02:15+10:30
Australia/Lord_Howe   2024-09-22T02:29+10:30  2024-10-06T02:30+11:00
-                     2024-03-24T01:30+11:00  2024-04-07T01:30+11:00
Pacific/Kiritimati    2024-12-18T00:00+14:00  2025-01-01T00:00+14:00
Pacific/Pago_Pago     2024-12-18T00:00-11:00  2025-01-01T00:00-11:00
America/Sao_Paulo     2018-10-21T00:15-03:00  2018-11-04T01:00-02:00
-                     2019-02-02T23:45-02:00  2019-02-16T23:45-02:00
Pacific/Apia          2011-12-16T09:00-10:00  2011-12-31T00:00+14:00
""")  # fmt: skip

NEGOTIATION = table("ad.negotiation", negotiation, """
America/Chicago       2024-03-03T02:30-06:00  2024-03-10T03:00-05:00
-                     2024-10-27T01:59-05:00  2024-11-03T01:59-05:00
-                     2024-02-22T10:00-06:00  2024-02-29T10:00-06:00
-                     2023-02-22T10:00-06:00  2023-03-01T10:00-06:00
America/New_York      2024-12-28T10:00-05:00  2025-01-04T10:00-05:00
Europe/Paris          2024-03-28T12:00+01:00  2024-04-04T12:00+02:00
-                     2024-10-24T12:00+02:00  2024-10-31T12:00+01:00
Asia/Kolkata          2024-04-30T00:00+05:30  2024-05-07T00:00+05:30
Asia/Kathmandu        2024-12-25T00:00+05:45  2025-01-01T00:00+05:45
Australia/Lord_Howe   2024-09-29T02:15+10:30  2024-10-06T02:30+11:00
Pacific/Kiritimati    2024-02-23T12:00+14:00  2024-03-01T12:00+14:00
Pacific/Pago_Pago     2024-02-23T12:00-11:00  2024-03-01T12:00-11:00
America/Sao_Paulo     2018-10-30T12:00-03:00  2018-11-06T12:00-02:00
""")  # fmt: skip

LETTER = table("ad.letter_deadline", letter, """
America/Chicago       2024-03-03T23:59-06:00  2024-03-10T00:00-06:00
-                     2024-03-04T00:00-06:00  2024-03-11T00:00-05:00
-                     2024-10-27T12:00-05:00  2024-11-03T00:00-05:00
-                     2024-02-22T12:00-06:00  2024-02-29T00:00-06:00
-                     2023-02-22T12:00-06:00  2023-03-01T00:00-06:00
America/New_York      2024-12-25T12:00-05:00  2025-01-01T00:00-05:00
Europe/Paris          2024-03-24T12:00+01:00  2024-03-31T00:00+01:00
-                     2024-03-25T12:00+01:00  2024-04-01T00:00+02:00
Asia/Kolkata          2024-02-22T23:59+05:30  2024-02-29T00:00+05:30
Asia/Kathmandu        2024-02-23T00:00+05:45  2024-03-01T00:00+05:45
Australia/Adelaide    2024-03-31T12:00+10:30  2024-04-07T00:00+10:30
Australia/Lord_Howe   2024-10-01T12:00+10:30  2024-10-08T00:00+11:00
Pacific/Kiritimati    2024-12-25T00:30+14:00  2025-01-01T00:00+14:00
Pacific/Pago_Pago     2024-12-24T23:30-11:00  2024-12-31T00:00-11:00
America/Sao_Paulo     2018-10-28T12:00-03:00  2018-11-04T01:00-02:00
-                     2019-02-10T12:00-02:00  2019-02-17T00:00-03:00
Africa/Cairo          2024-04-19T12:00+02:00  2024-04-26T01:00+03:00
Asia/Beirut           2024-03-24T12:00+02:00  2024-03-31T01:00+03:00
America/Santiago      2024-09-01T12:00-04:00  2024-09-08T01:00-03:00
America/Havana        2024-10-27T12:00-04:00  2024-11-03T00:00-04:00
Pacific/Apia          2011-12-22T12:00-10:00  2011-12-29T00:00-10:00
""")  # fmt: skip

OFFER = table("ad.offer_reminder ad.offer_end", offer, """
America/Chicago       2024-01-01T12:00-06:00  2024-02-16T12:00-06:00  2024-03-01T12:00-06:00
-                     2023-01-01T12:00-06:00  2023-02-16T12:00-06:00  2023-03-02T12:00-06:00
-                     2023-12-31T12:00-06:00  2024-02-15T12:00-06:00  2024-02-29T12:00-06:00
-                     2024-01-20T12:00-06:00  2024-03-06T12:00-06:00  2024-03-20T12:00-05:00
-                     2024-01-10T02:30-06:00  2024-02-25T03:00-06:00  2024-03-10T03:00-05:00
America/New_York      2024-09-10T12:00-04:00  2024-10-26T12:00-04:00  2024-11-09T12:00-05:00
Europe/Paris          2024-02-20T12:00+01:00  2024-04-06T12:00+02:00  2024-04-20T12:00+02:00
Asia/Kolkata          2024-11-02T00:00+05:30  2024-12-18T00:00+05:30  2025-01-01T00:00+05:30
Asia/Kathmandu        2024-11-02T23:59+05:45  2024-12-18T23:59+05:45  2025-01-01T23:59+05:45
Australia/Adelaide    2024-08-20T12:00+09:30  2024-10-05T12:00+09:30  2024-10-19T12:00+10:30
Australia/Lord_Howe   2024-02-15T12:00+11:00  2024-04-01T12:00+11:00  2024-04-15T12:00+10:30
Pacific/Kiritimati    2024-01-01T00:30+14:00  2024-02-16T00:30+14:00  2024-03-01T00:30+14:00
Pacific/Pago_Pago     2023-12-31T23:30-11:00  2024-02-15T23:30-11:00  2024-02-29T23:30-11:00
America/Sao_Paulo     2018-09-05T12:00-03:00  2018-10-21T12:00-03:00  2018-11-04T12:00-02:00
""")  # fmt: skip

TABLES = (SILENCE, NEGOTIATION, LETTER, OFFER)
