"""The seven steps: needed or not, who, in which order, proven by what (TO-A5 to TO-A7, TO-A12 to TO-A14)."""

from dataclasses import replace
from datetime import date

import pytest

from cases.routing import unmet
from takeovers.rules import Company, Line, StepFacts, stepguards, steps
from takeovers.rules.policy import policy_of
from tests.takeovers.rules.example import AGREED, ALPHA, FACTS, MONTHLY, POLICY, asked, on, with_steps

PREPAID = Line("Business", "prepaid_1y", 50, 42, date(2025, 2, 28))


def running(company: Company):
    return FACTS.changed(state="in_progress", companies=(company,), agreements=AGREED)


def codes(checks):
    return [refusal.code for refusal in unmet(checks)]


def told(checks):
    return " ".join(refusal.message for refusal in unmet(checks))


def ask(company, number, role="customer_care", **data):
    return stepguards.step(asked(running(company), role, company=company.name, number=number, **data))


@pytest.mark.parametrize(
    ("lines", "not_needed"),
    [
        ((MONTHLY,), [7]),
        ((PREPAID,), []),
        ((MONTHLY, PREPAID), []),
        ((Line("E", "monthly", 5, 0),), [1, 2, 5, 6, 7]),
        ((Line("E", "prepaid_3y", 5, 0, date(2026, 1, 1)),), [1, 2, 5, 6]),
        ((), [1, 2, 4, 5, 6, 7]),
    ],
)
def test_TO_A6_what_has_nothing_to_move_is_not_required(lines, not_needed):
    assert sorted(steps.not_needed(Company("C", lines), "ec_dr_to_dr", POLICY)) == not_needed


def test_TO_A6_policy_can_keep_every_step_or_mark_a_move_automated():
    empty = Company("C")
    assert sorted(steps.not_needed(empty, "other", policy_of(auto_skip_without_licences=False))) == [7]
    automated = policy_of(automated_moves=["other"])
    assert sorted(steps.not_needed(ALPHA, "other", automated)) == [1, 2, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("number", "role", "allowed"),
    [
        (1, "customer_care", True), (1, "new_partner", False),
        (2, "current_partner", True), (2, "ec_admin", True), (2, "new_partner", False),
        (4, "new_partner", True), (4, "ec_admin", False), (4, "current_partner", False),
        (5, "new_partner", True), (5, "ec_admin", True), (5, "current_partner", False),
        (6, "ec_admin", False), (7, "new_partner", False),
    ],
)  # fmt: skip
def test_TO_A12_TO_A13_each_step_has_its_actors(number, role, allowed):
    company = with_steps(**{f"s{n}": "done" for n in range(1, number)})
    assert ("TO_WRONG_ACTOR" not in codes(ask(company, number, role))) is allowed


def test_customer_care_records_for_a_partner_only_with_evidence():
    company = with_steps(s1="done")
    assert codes(ask(company, 2, still_on_old=0)) == ["TO_WRONG_ACTOR"]
    assert codes(ask(company, 2, on_behalf_of="current_partner", still_on_old=0)) == ["TO_WRONG_ACTOR"]
    done = ask(company, 2, on_behalf_of="current_partner", evidence="Mail of 8 April", still_on_old=0)
    assert codes(done) == []


def test_a_step_waits_for_every_lower_one_and_is_not_done_twice():
    checks = ask(with_steps(s1="done"), 4, "new_partner", ordered=[])
    assert "Steps 2 and 3 are not done yet." in told(checks)
    assert "TO_STEP_DONE" in codes(ask(with_steps(s1="done"), 1, custom=[]))


def test_TO_A5_custom_licences_are_those_in_use():
    company = with_steps(Company("EC Alpha", (PREPAID, Line("Business", "monthly", 5, 3))))
    assert codes(ask(company, 1, custom=[{"plan": "business", "quantity": 45}])) == []
    assert "Custom licences 50; users hold 45 licences of Business." in told(
        ask(company, 1, custom=[{"plan": "Business", "quantity": 50}])
    )
    assert codes(ask(company, 1, custom=[{"plan": "Business", "quantity": 45}, {"plan": "X", "quantity": 1}]))


def test_TO_A5_the_new_order_mirrors_what_was_subscribed_per_plan_and_billing():
    company = with_steps(Company("EC Alpha", (PREPAID,)), s1="done", s2="done", s3="done")
    right = [{"plan": "Business", "billing": "prepaid_1y", "quantity": 50}]
    assert codes(ask(company, 4, "new_partner", ordered=right)) == []
    for wrong in ([{**right[0], "quantity": 42}], [{**right[0], "billing": "monthly"}], []):
        assert codes(ask(company, 4, "new_partner", ordered=wrong)) == ["TO_COUNT"]


@pytest.mark.parametrize(("left", "refused"), [(None, False), (0, False), (1, True), (3, True)])
def test_TO_A14_nobody_may_be_left_on_what_goes(left, refused):
    company = with_steps(s1="done", s2=StepFacts(2, "done", left=left))
    assert (codes(ask(company, 3)) == ["TO_STILL_ALLOCATED"]) is refused
    later = {f"s{n}": "done" for n in range(1, 5)}
    six = ask(with_steps(**later, s5=StepFacts(5, "done", left=left)), 6)
    assert (codes(six) == ["TO_CUSTOM_IN_USE"]) is refused


def test_the_move_needs_every_agreement_to_stand():
    facts = FACTS.changed(
        state="in_progress", companies=(with_steps(s1="done", s2="done"),), agreements=AGREED[:2]
    )
    checks = stepguards.step(asked(facts, company="EC Alpha", number=3))
    assert codes(checks) == ["TO_AGREEMENT_MISSING"]
    assert "DR Two" in told(checks)


SIX = {f"s{n}": "done" for n in range(1, 7)}


@pytest.mark.parametrize(
    ("new", "refused"),
    [
        (date(2025, 2, 28), False),
        (date(2025, 3, 1), True),
        (None, True),
        ([{"plan": "Business", "end_date": date(2025, 2, 28)}], False),
        ([{"plan": "Other", "end_date": date(2025, 2, 28)}], True),
    ],
)
def test_TO_A7_the_end_date_stays(new, refused):
    company = with_steps(Company("EC Alpha", (PREPAID, MONTHLY)), **SIX)
    assert (codes(ask(company, 7, new_end_date=new)) == ["TO_END_DATE"]) is refused


def test_TO_A7_an_end_date_that_is_over_is_not_kept_and_the_step_may_be_left_out():
    old = replace(PREPAID, end_date=date(2024, 4, 4))
    company = with_steps(Company("EC Alpha", (old,)), **SIX)
    assert codes(ask(company, 7, new_end_date=date(2024, 4, 4))) == ["TO_END_DATE"]
    skipped = stepguards.skip_step(asked(running(company), company="EC Alpha", number=7, reason="over"))
    assert codes(skipped) == []


MOVE, PREPAYMENT = "it moves the company", "licences are prepaid"


@pytest.mark.parametrize(("number", "why"), [(1, ""), (2, ""), (3, MOVE), (6, ""), (7, PREPAYMENT)])
def test_TO_A6_the_move_and_a_running_end_date_are_never_left_out(number, why):
    company = with_steps(Company("EC Alpha", (PREPAID,)))
    checks = stepguards.skip_step(asked(running(company), company="EC Alpha", number=number, reason="x"))
    assert ("TO_STEP_NOT_SKIPPABLE" in codes(checks)) is bool(why)
    assert (f"cannot be left out: {why}." in told(checks)) is bool(why)


def test_TO_A10_nothing_is_undone_after_the_move():
    moved = with_steps(s1="done", s2="done", s3=StepFacts(3, "done", on("2024-04-09T10:00:00+02:00")))
    checks = stepguards.undo_step(asked(running(moved), company="EC Alpha", number=2, reason="x"))
    assert "was moved on 2024-04-09" in told(checks)
    before = with_steps(s1="done")
    assert codes(stepguards.undo_step(asked(running(before), company="EC Alpha", number=1, reason="x"))) == []
    assert codes(stepguards.undo_step(asked(running(before), company="EC Alpha", number=2, reason="x"))) == [
        "TO_STEP_OPEN"
    ]


def test_it_is_the_partners_turn_when_every_unfinished_company_waits_for_them():
    finished = replace(ALPHA, name="Z", steps=tuple(StepFacts(n, "done") for n in range(1, 8)))
    waiting = with_steps(s1="done")
    assert steps.waits_for_partners(FACTS.changed(companies=(waiting, finished)))
    assert not steps.waits_for_partners(FACTS.changed(companies=(waiting, replace(with_steps(), name="B"))))
