"""The timed steps of a transition, planned from facts."""

from datetime import date

import pytest

from affiliations.rules import Group, cancel_reason, plan
from affiliations.rules.policy import policy_of
from affiliations.rules.timers import BILLING_CHECK, MAIL_RETRY, NOTICE_NUDGE, came_late, series
from tests.affiliations.rules.example import FACTS, OPENED, POLICY, on

CHICAGO = "America/Chicago"


def planned(facts, policy=POLICY):
    return {one.kind: one.due_at for one in plan(facts, policy)}


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, "2024-07-08T09:00:00-05:00"),
        ("2024-07-08T09:00:00-05:00", "2024-07-15T09:00:00-05:00"),
        ("2024-07-08T08:59:00-05:00", "2024-07-08T09:00:00-05:00"),
        ("2024-07-25T12:00:00-05:00", "2024-07-29T09:00:00-05:00"),
    ],
)
def test_AF_A10_a_reminder_keeps_its_series_whenever_it_fired(last, due):
    assert series(OPENED, on(last) if last else None, 7, CHICAGO) == on(due)


def test_a_series_keeps_nine_o_clock_over_a_clock_change():
    assert series(on("2024-10-30T15:00:00-05:00"), None, 7, CHICAGO) == on("2024-11-06T09:00:00-06:00")


def test_the_notice_is_asked_for_until_it_is_there():
    assert planned(FACTS) == {"af.notice_nudge": on("2024-07-08T09:00:00-05:00")}
    assert planned(FACTS.changed(reseller_notified_at=OPENED)) == {}
    assert planned(FACTS.changed(state="won")) == {}


@pytest.mark.parametrize("state", ["awaiting_issue", "awaiting_billing"])
def test_AF_A15_billing_is_looked_at_while_something_is_open(state):
    waiting = FACTS.changed(state=state, groups=(Group("G1"),), waiting_since=OPENED)
    assert planned(waiting) == {"af.billing_check": on("2024-07-08T09:00:00-05:00")}
    assert planned(FACTS.changed(state=state, waiting_since=OPENED)) == {}
    assert planned(waiting, policy_of(billing_check_days=3)) == {
        "af.billing_check": on("2024-07-04T09:00:00-05:00")
    }


def test_an_expected_billing_date_comes_first_and_the_series_goes_on_after_it():
    waiting = FACTS.changed(
        state="awaiting_billing",
        groups=(Group("G1"),),
        waiting_since=OPENED,
        expected_billing_on=date(2024, 8, 1),
    )
    assert planned(waiting) == {"af.billing_check": on("2024-08-01T09:00:00-05:00")}
    fired = waiting.changed(checked_at=on("2024-08-01T09:00:00-05:00"))
    assert planned(fired) == {"af.billing_check": on("2024-08-05T09:00:00-05:00")}


def test_a_new_wait_begins_a_new_series():
    again = FACTS.changed(
        state="awaiting_billing",
        groups=(Group("G1"),),
        waiting_since=on("2024-09-03T10:00:00-05:00"),
        checked_at=on("2024-07-08T09:00:00-05:00"),
    )
    assert planned(again) == {"af.billing_check": on("2024-09-10T09:00:00-05:00")}


def test_a_bounced_letter_asks_for_another_contact_at_once():
    bounced = on("2024-07-05T10:00:00-05:00")
    facts = FACTS.changed(state="switching", mail_sent_at=OPENED, mail_bounced_at=bounced)
    assert planned(facts) == {"af.mail_retry": bounced}
    assert planned(facts.changed(is_closed=True)) == {}


FIRED = on("2024-07-15T09:00:00-05:00")


@pytest.mark.parametrize(
    ("at", "late"),
    [("2024-07-15T08:59:59-05:00", True), ("2024-07-15T09:00:00-05:00", False)],
)
@pytest.mark.parametrize("fired", [FIRED, on("2024-07-17T12:00:00-05:00")])
def test_a_fact_that_would_have_spared_a_reminder_is_late(at, late, fired):
    """However long after its due instant the reminder was sent."""
    billed = FACTS.changed(state="awaiting_billing", waiting_since=OPENED, checked_at=fired)
    asked = FACTS.changed(nudged_at=fired)
    assert came_late(billed, POLICY, on(at)) is late
    assert came_late(asked, POLICY, on(at)) is late


def test_without_a_reminder_or_with_something_open_no_fact_is_late():
    waiting = FACTS.changed(state="awaiting_billing", waiting_since=OPENED)
    assert not came_late(waiting, POLICY, OPENED)
    assert not came_late(waiting.changed(checked_at=FIRED, groups=(Group("G1"),)), POLICY, OPENED)
    assert not came_late(waiting.changed(checked_at=FIRED, waiting_since=None), POLICY, OPENED)
    assert not came_late(FACTS, POLICY, OPENED)


def test_why_a_deadline_is_no_longer_wanted():
    waiting = FACTS.changed(state="awaiting_billing", groups=(Group("G1", issued=True),))
    told = [
        cancel_reason(kind, facts)
        for kind, facts in (
            (NOTICE_NUDGE, FACTS.changed(reseller_notified_at=OPENED)),
            (NOTICE_NUDGE, FACTS.changed(state="won")),
            (MAIL_RETRY, FACTS),
            (BILLING_CHECK, FACTS),
            (BILLING_CHECK, waiting),
        )
    ]
    assert told == [
        "The customer has told the reseller.",
        "The deal has moved on.",
        "The letter was sent again.",
        "Everything is billed.",
        "The date moved.",
    ]
