"""What the card of a take-over says."""

import pytest

from cases.routing import Source
from takeovers.rules import decide
from takeovers.rules.labels import MOVE_TYPES
from tests.takeovers.rules.example import AGREED, FACTS, POLICY, on, with_steps

AFTER_MID_JUNE = (
    "If the last agreement comes after 15 June 2024: "
    "it would be finished by 31 July 2024 instead of 30 June 2024."
)
NOW = on("2024-06-07T09:00:00+02:00")


@pytest.mark.parametrize(("number", "move"), list(enumerate(MOVE_TYPES, 1)))
def test_each_kind_of_move_is_a_row_of_the_table(number, move):
    assert decide(FACTS.changed(move_type=move), POLICY, NOW).rule == f"TO-{number}"


def test_a_waiting_case_says_who_is_missing_and_by_when():
    card = decide(FACTS.changed(agreements=AGREED[:1]), POLICY, NOW)
    assert card.answer == "Waits for the written agreement of DR One and DR Two."
    assert card.margin.text == "Complete by 15 June 2024 (Paris) for 30 June 2024; 2 agreements are missing."
    assert card.margin.spare == "8 days left"
    both = "Once DR One and DR Two have agreed in writing: customer care can start."
    assert card.counterfactuals == (AFTER_MID_JUNE, both)


def test_after_mid_month_the_next_one_is_named():
    card = decide(FACTS, POLICY, on("2024-12-16T00:00:00+01:00"))
    assert card.margin.text.startswith("Complete by 15 January 2025 (Paris) for 31 January 2025")


def test_the_card_says_whose_turn_it_is():
    facts = FACTS.changed(state="in_progress", agreements=AGREED, target_month="2024-04")
    ours = decide(facts.changed(companies=(with_steps(),)), POLICY, NOW)
    assert (ours.team, ours.answer) == ("customer_care", "Next: step 1 for EC Alpha.")
    theirs = decide(facts.changed(companies=(with_steps(s1="done"),)), POLICY, NOW)
    assert (theirs.team, theirs.answer) == ("partners", "Next: step 2 for EC Alpha.")


def test_agreements_are_told_with_the_day_they_came():
    card = decide(FACTS.changed(agreements=AGREED[:1]), POLICY, NOW)
    assert [(row.label, row.shown) for row in card.because[1:]] == [
        ("EC Alpha", "agreed on 4 April 2024"),
        ("DR One", "has not agreed"),
        ("DR Two", "has not agreed"),
    ]


def test_where_an_agreement_is_from_is_told_of_those_that_are_there():
    source = Source("Mail of the partner")
    card = decide(FACTS.changed(agreements=AGREED[:1], sources={"agreements": source}), POLICY, NOW)
    told = {one.label: one.source for one in card.because if one.fact == "agreement"}
    assert told == {"EC Alpha": "Mail of the partner", "DR One": "", "DR Two": ""}
