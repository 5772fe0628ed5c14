"""The decision table of a transition, its card, and what follows by itself."""

from dataclasses import replace

import pytest

from affiliations.rules import AccountFacts, Group, automatic, decide
from affiliations.rules.automatic import after_shipments, flags
from affiliations.rules.policy import policy_of
from tests.affiliations.rules.example import DONE, FACTS, POLICY, on

NOW = on("2024-07-02T09:00:00-05:00")
ISSUED = Group("G1", issued=True)
NOTHING = Group("G1", pending_badges=10)
PREPAID = Group("G1", billed=True, pending_badges=10)


@pytest.mark.parametrize(
    ("groups", "row", "state"),
    [
        ((DONE,), 1, "switching"),
        ((ISSUED,), 2, "awaiting_billing"),
        ((replace(DONE, pending_badges=1),), 2, "awaiting_billing"),
        ((DONE, replace(NOTHING, name="G2")), 3, "awaiting_issue"),
        ((NOTHING,), 4, "awaiting_issue"),
        ((PREPAID,), 5, "awaiting_issue"),
    ],
)
def test_issue_and_billing_decide_where_it_goes(groups, row, state):
    facts = FACTS.changed(state="reseller_rep_work", groups=groups)
    assert decide(facts, POLICY, NOW).rule == f"AF-{row}"
    assert after_shipments(facts) == state


@pytest.mark.parametrize(
    ("state", "badges", "row"),
    [("preparing", 200, 6), ("preparing", 199, 7), ("won", 500, 8), ("final_check", 1, 9)],
)
def test_before_and_after_the_shipments(state, badges, row):
    facts = FACTS.changed(state=state, accounts=(AccountFacts("A1", badges),))
    assert decide(facts, POLICY, NOW).rule == f"AF-{row}"


@pytest.mark.parametrize(
    ("state", "groups", "action"),
    [
        ("awaiting_issue", (DONE,), "all_billed"),
        ("awaiting_issue", (ISSUED,), "all_issued"),
        ("awaiting_issue", (NOTHING,), None),
        ("awaiting_billing", (DONE,), "all_billed"),
        ("awaiting_billing", (ISSUED,), None),
        ("switching", (ISSUED,), None),
    ],
)
def test_a_wait_ends_by_itself(state, groups, action):
    assert automatic(FACTS.changed(state=state, groups=groups), state, POLICY, NOW) == action


def test_AF_A8_a_csm_named_early_takes_over_by_itself():
    facts = FACTS.changed(state="final_check", csm="C. Moss")
    assert automatic(facts, "final_check", POLICY, NOW) is None
    assert automatic(facts, "final_check", policy_of(csm_when="won"), NOW) == "hand_over"


def test_the_card_names_the_number_on_the_other_side():
    card = decide(FACTS.changed(accounts=(AccountFacts("A1", 199),)), POLICY, NOW)
    assert card.margin.text == "199 of 200 badges"
    assert card.counterfactuals == ("With 200 badges: Preparing (rule AF-6).",)


def test_the_card_names_the_groups_that_hold_it_up():
    facts = FACTS.changed(state="awaiting_issue", groups=(DONE, replace(NOTHING, name="G2")))
    card = decide(facts, POLICY, NOW)
    assert card.answer.endswith("G2 not issued; G2 not billed.")
    assert card.margin.text == "1 of 2 groups issued and billed"
    assert "If G2 were issued and billed: Switching (rule AF-1)." in card.counterfactuals


def test_flags_follow_from_the_facts():
    assert flags(FACTS, big=True) == ()
    assert flags(FACTS.changed(opened_won=True), big=True) == ("big_group_not_involved",)
    assert flags(FACTS.changed(opened_won=True), big=False) == ()
    assert flags(FACTS.changed(sent_without_notice=True), big=False) == ("sent_without_notice",)
