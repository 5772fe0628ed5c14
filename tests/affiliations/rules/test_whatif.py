"""The nearest changes of a transition: what is told holds, and nothing smaller does it."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiliations.rules import AccountFacts, Group, decide
from affiliations.rules.decide import ruling
from affiliations.rules.whatif import counterfactuals, row_of, turns
from tests.affiliations.rules.example import FACTS, OPENED, POLICY
from tests.cases.rulebook.nearness import check, same_ruling

some_time = st.sampled_from([None, OPENED])
some_groups = st.lists(
    st.builds(Group, st.just(""), st.booleans(), st.booleans(), st.integers(0, 1)), max_size=4
)


def named(groups):
    """Groups with a name each."""
    return tuple(
        Group(f"G{number}", one.issued, one.billed, one.pending_badges) for number, one in enumerate(groups)
    )


def sized(state, groups, badges=150, involved_at: datetime | None = None):
    """A transition in a state."""
    return FACTS.changed(
        state=state,
        groups=named(groups),
        accounts=(AccountFacts("A1", badges),),
        reseller_rep_involved_at=involved_at,
        manager_involved_at=involved_at,
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(["preparing", "reseller_rep_work", "awaiting_issue", "awaiting_billing"]),
    some_groups,
    st.integers(0, 400),
    some_time,
)
def test_a_told_change_leads_where_it_says(state, groups, badges, involved_at):
    facts = sized(state, groups, badges, involved_at)
    same_ruling(decide(facts, POLICY, OPENED), ruling(facts, POLICY, OPENED))
    check(
        facts,
        tuple(turns(facts, POLICY)),
        partial(row_of, policy=POLICY),
        lambda other: decide(other, POLICY, OPENED),
        lambda decision: decision.rule,
        counterfactuals(facts, POLICY),
    )


def test_two_groups_that_hold_it_up_are_named_together():
    done, nothing, issued = Group("", issued=True, billed=True), Group(""), Group("", issued=True)
    assert counterfactuals(sized("awaiting_issue", [done, nothing, issued]), POLICY) == (
        "If G1 were issued and billed: Waiting for billing (rule AF-2).",
        "If every group were issued and billed: Switching (rule AF-1).",
    )
    assert counterfactuals(sized("awaiting_issue", [done, nothing, nothing]), POLICY) == (
        "If G1 and G2 were issued and billed: Switching (rule AF-1).",
    )


def test_a_small_group_that_was_involved_is_two_changes_away():
    facts = sized("preparing", [], 150, OPENED)
    assert counterfactuals(facts, POLICY) == (
        "With 200 badges, and if Reseller Rep and Manager had not been involved: Preparing (rule AF-6).",
    )
