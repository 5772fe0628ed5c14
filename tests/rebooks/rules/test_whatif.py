"""The nearest changes of an order rebook: what is told holds, and nothing smaller does it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from hypothesis import HealthCheck, given, settings

from rebooks.rules import decide, derive
from rebooks.rules.decide import ruling
from rebooks.rules.policy import policy_of
from rebooks.rules.turns import Told, turns
from rebooks.rules.whatif import counterfactuals, end_of
from tests.cases.rulebook.nearness import check, same_ruling
from tests.rebooks.rules.sample import NOW, order, second
from tests.rebooks.rules.test_properties import lengths, orders

POLICY = policy_of()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(orders(), lengths)
def test_a_told_change_leads_where_it_says(facts, after):
    now = facts.processed_at + after
    size = check(
        Told(facts, now),
        turns(facts, derive(facts, POLICY, now), POLICY),
        partial(end_of, policy=POLICY),
        lambda told: decide(told.facts, POLICY, told.now),
        lambda decision: (decision.rule, decision.team),
        counterfactuals(facts, POLICY, now),
    )
    same_ruling(decide(facts, POLICY, now), ruling(facts, POLICY, now))
    assert size == 1  # a confirmed error, or the lack of it, always leads elsewhere


def test_an_order_that_is_late_and_for_another_amount_needs_both():
    said = counterfactuals(second(60, "4989.99"), POLICY, NOW)
    both = ", and both orders for the same amount in the same currency: New License, as a rebook"
    assert said[-2:] == (
        f"Booked 36 h 0 m earlier{both} (rule RB-3).",
        f"Booked 12 h 0 m earlier{both} in the late window (rule RB-4).",
    )


def test_one_that_fails_once_or_never_needs_no_pair():
    late, error = timedelta(hours=60), {"admin_error": True, "admin_error_note": "x"}
    for facts in (
        second(60),
        second(20, "4989.99"),
        second(60, "4989.99", **error, admin_error_role="order_processing"),
        order(intended="time_and_amount"),
    ):
        assert not [told for told in counterfactuals(facts, POLICY, NOW + late) if ", and " in told]
