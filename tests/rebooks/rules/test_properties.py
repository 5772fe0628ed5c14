"""What holds for any order: monotone windows, total and repeatable decisions, months without gaps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from rebooks.rules import decide, derive, plan
from rebooks.rules.labels import INTENDED, REASONS, REQUEST_SOURCES
from rebooks.rules.policy import policy_of
from rebooks.rules.window import limit_of, time_used
from tests.rebooks.rules.sample import order

ZONES = [
    "America/New_York",
    "America/Los_Angeles",
    "Europe/Paris",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "UTC",
]
instants = st.datetimes(datetime(2023, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 bounds
lengths = st.timedeltas(timedelta(), timedelta(hours=100))
zones = st.sampled_from(ZONES)


@st.composite
def orders(draw):
    processed = draw(instants)
    facts = order(
        processed_at=processed,
        time_zone=draw(zones),
        reason=draw(st.sampled_from(["", *REASONS])),
        request_source=draw(st.sampled_from(["", *REQUEST_SOURCES])),
        request_received_at=draw(st.none() | lengths.map(lambda length: processed + 10 * length)),
        intended=draw(st.sampled_from(["", *INTENDED])),
        admin_error=draw(st.booleans()),
        admin_error_note="note",
        admin_error_role="order_processing",
    )
    if draw(st.booleans()):
        amount = draw(st.sampled_from(["4990.00", "4990.01"]))
        booked = processed + draw(lengths)
        facts = facts.changed(rebooked_at=booked, rebook_amount=Decimal(amount), rebook_currency="USD")
    return facts


@given(orders(), lengths)
def test_every_order_gets_one_repeatable_decision(facts, after):
    now = facts.processed_at + after
    first, again = decide(facts, policy_of(), now), decide(facts, policy_of(), now)
    assert first == again
    assert first.team
    assert len(set(first.counterfactuals)) == len(first.counterfactuals)


@given(instants, zones, lengths, lengths, st.booleans())
def test_the_window_only_ever_closes(processed, zone, sooner, longer, working):
    policy = policy_of(business_hours=working)
    early, late = sorted((processed + sooner, processed + longer))
    assert time_used(processed, early, policy, zone) <= time_used(processed, late, policy, zone)
    base = order(
        processed_at=processed, time_zone=zone, rebook_amount=Decimal("4990.00"), rebook_currency="USD"
    )
    in_late = derive(base.changed(rebooked_at=late), policy, late).qualifies
    in_early = derive(base.changed(rebooked_at=early), policy, late).qualifies
    assert in_early or not in_late


@given(instants, zones, st.integers(1, 100), st.booleans())
def test_a_limit_uses_exactly_its_hours(processed, zone, hours, working):
    policy = policy_of(business_hours=working)
    limit = limit_of(processed, hours, policy, zone)
    assert time_used(processed, limit, policy, zone) == timedelta(hours=hours)


@given(orders(), instants)
def test_what_is_closed_plans_nothing_and_planning_is_stable(facts, now):
    planned = plan(facts, policy_of())
    armed = frozenset(one.kind for one in planned)
    assert tuple(plan(facts, policy_of(), armed)) == tuple(planned)
    assert not plan(facts.changed(is_closed=True), policy_of(), armed)


@given(instants, zones)
def test_an_hour_of_clock_change_never_moves_the_48_hours(processed, zone):
    booked = processed + timedelta(hours=48)
    facts = order(processed_at=processed, time_zone=zone, rebooked_at=booked, rebook_amount=Decimal(4990),
                  rebook_currency="USD")  # fmt: skip
    assert derive(facts, policy_of(), booked).qualifies is True
    later = facts.changed(rebooked_at=booked + timedelta(microseconds=1))
    assert derive(later, policy_of(), booked).qualifies is False
