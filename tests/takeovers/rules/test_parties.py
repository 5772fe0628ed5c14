"""Who has to agree, and which month that makes (TO-A1 to TO-A4, TO-A9, TO-A11, TO-A15)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from takeovers.rules import Agreement, Company, parties
from takeovers.rules.policy import policy_of
from tests.takeovers.rules.example import AGREED, ALPHA, FACTS, POLICY, on

NOW = on("2024-04-05T09:00:00+02:00")


def names(found):
    return [party.name for party in found]


def test_three_parties_are_required():
    assert names(parties.required(FACTS, POLICY)) == ["EC Alpha", "DR One", "DR Two"]


def test_TO_A15_each_customer_agrees_for_itself():
    two = FACTS.changed(companies=(ALPHA, Company("EC Beta")), agreements=AGREED)
    assert names(parties.missing(two, POLICY, NOW)) == ["EC Beta"]


def test_TO_A4_a_reseller_agrees_for_its_customers_who_are_told():
    facts = FACTS.changed(move_type="ir_vad_to_vad", subject="IR Red", current_vad="", new_vad="")
    assert names(parties.required(facts, POLICY)) == ["IR Red", "DR One", "DR Two"]
    assert parties.informed(facts, POLICY) == ("EC Alpha",)
    assert parties.informed(facts, policy_of(inform_ecs=False)) == ()


def test_TO_A3_distributors_are_told_or_required():
    facts = FACTS.changed(move_type="ec_ir_to_ir", current_vad="VAD A", new_vad="VAD B")
    assert parties.informed(facts, POLICY) == ("VAD A", "VAD B")
    strict = policy_of(require_vads=True)
    assert names(parties.required(facts, strict))[-2:] == ["VAD A", "VAD B"]
    assert parties.informed(facts, strict) == ()


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_the_missing_ones_are_named(count):
    facts = FACTS.changed(agreements=AGREED[:count])
    assert names(parties.missing(facts, POLICY, NOW)) == ["EC Alpha", "DR One", "DR Two"][count:]


def test_a_name_counts_whatever_its_letter_case_and_spacing():
    facts = FACTS.changed(agreements=(*AGREED[:2], Agreement("new", " dr  TWO ", NOW)))
    assert parties.missing(facts, POLICY, NOW) == ()


def test_a_withdrawn_agreement_does_not_stand():
    gone = Agreement("new", "DR Two", NOW, withdrawn_at=NOW)
    assert names(parties.missing(FACTS.changed(agreements=(*AGREED[:2], gone)), POLICY, NOW)) == ["DR Two"]


def test_TO_A11_an_agreement_lapses_only_by_policy():
    facts = FACTS.changed(agreements=AGREED)
    later = on("2025-04-05T09:00:00+02:00")
    assert parties.missing(facts, POLICY, later) == ()
    assert len(parties.missing(facts, policy_of(agreement_max_age_days=90), later)) == 3


@pytest.mark.parametrize(
    ("last", "month"),
    [
        ("2024-04-15T23:59:00+02:00", "2024-04"),
        ("2024-04-15T23:59:59.999999+02:00", "2024-04"),
        ("2024-04-16T00:00:00+02:00", "2024-05"),
        ("2024-02-15T12:00:00+01:00", "2024-02"),
        ("2024-12-16T00:00:00+01:00", "2025-01"),
    ],
)
def test_TO_A1_TO_A2_the_last_arrival_decides_the_month_by_the_calendar_of_Paris(last, month):
    before = on(last) - timedelta(days=1)
    earlier = [replace(one, received_at=before) for one in AGREED[:2]]
    facts = FACTS.changed(agreements=(*earlier, Agreement("new", "DR Two", on(last))))
    complete = parties.complete_at(facts, POLICY)
    assert complete == on(last)
    assert parties.month_for(complete, facts, POLICY) == month


def test_TO_A1_the_cut_off_day_and_whether_it_counts_are_policy():
    on_15th = on("2024-04-15T10:00:00+02:00")
    assert parties.month_for(on_15th, FACTS, policy_of(cutoff_inclusive=False)) == "2024-05"
    assert parties.month_for(on_15th, FACTS, policy_of(cutoff_day=10)) == "2024-05"


def test_a_later_wished_month_counts_and_an_earlier_one_does_not():
    early, late = FACTS.changed(requested_finish="2024-03"), FACTS.changed(requested_finish="2024-09")
    assert parties.month_for(NOW, early, POLICY) == "2024-04"
    assert parties.month_for(NOW, late, POLICY) == "2024-09"


@pytest.mark.parametrize(
    ("month", "last"), [("2024-02", "2024-02-29"), ("2023-02", "2023-02-28"), ("2024-12", "2024-12-31")]
)
def test_month_ends_come_from_the_calendar(month, last):
    assert parties.last_day_of(month).isoformat() == last
