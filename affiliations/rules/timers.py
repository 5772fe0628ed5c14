"""The timed steps that the facts ask for, and why one is cancelled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from affiliations.rules.facts import AffiliationFacts
from cases.routing import Planned, Policy
from cases.worktime import instant_of, local_date

NOTICE_NUDGE = "af.notice_nudge"
BILLING_CHECK = "af.billing_check"
MAIL_RETRY = "af.mail_retry"
MORNING = time(9)
WAITING = frozenset({"awaiting_issue", "awaiting_billing"})


def plan(facts: AffiliationFacts, policy: Policy, armed: frozenset[str] = frozenset()) -> Sequence[Planned]:
    """Every deadline that should be armed now."""
    if facts.is_closed:
        return ()
    planned = []
    if facts.state == "preparing" and facts.reseller_notified_at is None and facts.opened_at:
        due = series(facts.opened_at, facts.nudged_at, int(policy["notice_nudge_days"]), facts.time_zone)
        planned.append(Planned(NOTICE_NUDGE, due))
    if facts.state in WAITING and facts.waiting_since and facts.something_open:
        planned.append(Planned(BILLING_CHECK, billing_check_at(facts, policy)))
    if facts.mail_bounced_at is not None:
        planned.append(Planned(MAIL_RETRY, facts.mail_bounced_at))
    return planned


def billing_check_at(facts: AffiliationFacts, policy: Policy) -> datetime:
    """On the expected billing date where it is known and ahead, else on the next date of the series."""
    since = facts.waiting_since
    if since is None:
        raise ValueError("No wait has begun.")
    last = facts.checked_at if facts.checked_at and facts.checked_at > since else None
    if facts.expected_billing_on is not None:
        expected = _morning(facts.expected_billing_on, facts.time_zone)
        if expected > (last or since):
            return expected
    return series(since, last, int(policy["billing_check_days"]), facts.time_zone)


def series(start: datetime, last: datetime | None, days: int, zone: str) -> datetime:
    """09:00 on the first date start + k x days (k from 1) after the last firing, in the case's zone.

    The series keeps its start (domain rule 5), so that an outage moves no later date.
    """
    first = local_date(start, zone)
    count = 1
    if last is not None:
        count = max(1, (local_date(last, zone) - first).days // days)
    while True:
        due = _morning(first + timedelta(days=count * days), zone)
        if last is None or due > last:
            return due
        count += 1


def came_late(facts: AffiliationFacts, policy: Policy, at: datetime) -> bool:
    """Whether a reminder was sent that a fact of `at`, known in time, would have spared (domain rule 7)."""
    if facts.state == "preparing":
        since, fired, days = facts.opened_at, facts.nudged_at, policy["notice_nudge_days"]
    else:
        since, fired, days = facts.waiting_since, facts.checked_at, policy["billing_check_days"]
        if facts.something_open:
            return False
    if since is None or fired is None or fired < since:
        return False
    passed = (local_date(fired, facts.time_zone) - local_date(since, facts.time_zone)).days
    last = _morning(local_date(fired, facts.time_zone) - timedelta(days=passed % int(days)), facts.time_zone)
    return passed >= int(days) and at < last


def _morning(day: date, zone: str) -> datetime:
    return instant_of(datetime.combine(day, MORNING), zone)


def cancel_reason(kind: str, facts: AffiliationFacts) -> str:
    """Why a deadline of that kind is no longer wanted, as a sentence for the list of deadlines."""
    if kind == NOTICE_NUDGE:
        return (
            "The customer has told the reseller." if facts.reseller_notified_at else "The deal has moved on."
        )
    if kind == MAIL_RETRY:
        return "The letter was sent again."
    return "Everything is billed." if not facts.something_open else "The date moved."
