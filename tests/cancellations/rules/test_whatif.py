"""The nearest changes of a cancellation: what is told holds, and nothing smaller does it."""

from __future__ import annotations

from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancellations.rules import decide
from cancellations.rules.decide import ruling
from cancellations.rules.table import match
from cancellations.rules.whatif import MOST, counterfactuals, turns
from tests.cancellations.rules.example import BILLED, FACTS, GAPS, ORDER, POLICY, RENEWAL, START, STOPPED
from tests.cases.rulebook.nearness import check, same_ruling

RESTS = " (rule CX-1)."
requests = st.builds(
    FACTS.changed,
    client=st.sampled_from(["", "Oak Motors", "Elm"]),
    campaign=st.sampled_from(["", "Summer 24", "Autumn 24"]),
    products=st.sampled_from([(), ("Display",), ("Display", "Radio"), ("Radio",)]),
    all_products=st.booleans(),
    order=st.sampled_from([None, ORDER]),
    elsewhere=st.sampled_from([(), (RENEWAL,)]),
)
steps = st.sampled_from([BILLED, STOPPED, STOPPED.changed(rep_informed_at=START)])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(requests | steps)
def test_a_told_change_leads_where_it_says(facts):
    known = tuple(turns(facts, POLICY))
    told = counterfactuals(facts, POLICY)
    assert len(told) <= MOST
    same_ruling(decide(facts, POLICY, START), ruling(facts, POLICY, START))
    check(
        facts,
        known,
        partial(match, policy=POLICY),
        lambda other: decide(other, POLICY, START),
        lambda decision: (decision.rule, decision.answer.partition(":")[0]),
        told,
    )


def test_two_gaps_are_told_together():
    (told,) = counterfactuals(GAPS.changed(client=""), POLICY)
    assert told.startswith(
        "If it named the Vision VX client Oak Motors, and if it listed Display, Search and"
    )
    assert told.endswith(RESTS)


def test_another_client_and_a_product_that_is_not_there_are_two_changes():
    (told,) = counterfactuals(FACTS.changed(client="Elm", products=("Display", "Radio")), POLICY)
    assert told.startswith("If it were for Oak Motors, campaign Summer 24, and without Radio: ")
    assert told.endswith(RESTS)


def test_an_order_number_and_products_that_are_both_missing():
    facts = FACTS.changed(campaign="Autumn 24", titan_order_id="", order=None, products=())
    (told,) = counterfactuals(facts.changed(elsewhere=(RENEWAL,)), POLICY)
    assert told.startswith("If the Titan order ID were T-2002, and if it listed Display: ")
    assert told.endswith(RESTS)
