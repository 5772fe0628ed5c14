"""The guards of a transition, named after the readings they rest on."""

from dataclasses import replace

import pytest

from affiliations.rules import AccountFacts, Group, guards
from affiliations.rules.policy import policy_of
from tests.affiliations.rules.example import DONE, FACTS, asked, on, told

STILL = " still to be issued; the expired shipment must be "
NOW = on("2024-07-01T09:00:00-05:00")


@pytest.mark.parametrize(
    ("counts", "refused"),
    [([199], False), ([200], True), ([201], True), ([120, 81], True), ([120, 79], False)],
)
def test_AF_A1_AF_A2_from_200_badges_of_all_accounts_on_a_group_is_big(counts, refused):
    accounts = tuple(AccountFacts(f"A{n}", count) for n, count in enumerate(counts))
    found = told(guards.mark_won(asked(FACTS.changed(accounts=accounts))))
    assert (f"{sum(counts):,} badges" in found.get("AF_MANAGER", "")) is refused


def test_AF_A1_policy_decides_the_number_and_whether_it_counts_itself():
    big = FACTS.changed(accounts=(AccountFacts("A1", 200),))
    assert not told(guards.mark_won(asked(big, policy=policy_of(inclusive=False))))
    assert told(guards.mark_won(asked(FACTS, policy=policy_of(big_group=150))))


def test_AF_A12_involvement_a_manager_with_a_reason_or_policy_clears_it():
    big = FACTS.changed(accounts=(AccountFacts("A1", 200),))
    both = big.changed(reseller_rep_involved_at=NOW, manager_involved_at=NOW)
    assert not told(guards.mark_won(asked(both)))
    assert told(guards.mark_won(asked(big.changed(manager_involved_at=NOW))))
    assert not told(guards.mark_won(asked(big, "manager", override_reason="Spoken on the phone")))
    assert told(guards.mark_won(asked(big, "manager")))
    assert told(guards.mark_won(asked(big, "sales_rep", override_reason="Please")))
    assert not told(guards.mark_won(asked(big, policy=policy_of(big_group_blocks=False))))


@pytest.mark.parametrize(
    ("group", "qty", "refused"),
    [
        (DONE, 0, ""),
        (DONE, 3, "The last set is issued; the expired shipment must be 0."),
        (Group("G1", pending_badges=40), 40, ""),
        (Group("G1", pending_badges=40), 0, "40 badges of G1 are" + STILL + "40."),
        (Group("G1", pending_badges=1), 0, "1 badge of G1 is" + STILL + "1."),
        (Group("G1"), 0, ""),
    ],
)  # fmt: skip
def test_AF_A4_an_expired_shipment_holds_what_is_still_to_be_issued(group, qty, refused):
    facts = FACTS.changed(groups=(group,))
    found = told(guards.add_expired_shipment(asked(facts, "reseller_rep", group="g1", qty=qty)))
    assert found.get("AF_QTY", "") == refused


def test_groups_without_an_expired_shipment_are_named():
    facts = FACTS.changed(groups=(replace(DONE, expired_qty=0), Group("G2"), Group("G3")))
    assert told(guards.shipments_done(asked(facts)))["AF_GROUPS"] == "No expired shipment on: G2 and G3."


def test_AF_A5_what_is_unbilled_and_what_is_pending_are_told_together():
    facts = FACTS.changed(groups=(Group("G1"), replace(DONE, name="G2", pending_badges=1)))
    assert told(guards.nothing_open(asked(facts))) == {
        "AF_UNBILLED": "Not billed yet: G1.",
        "AF_PENDING": "Still pending: G1 and G2.",
    }


@pytest.mark.parametrize(
    ("reseller", "customer", "words"),
    [
        ("Ray", "Clinic", ""),
        ("", "Clinic", "Reseller name is empty."),
        ("Ray", "  ", "Customer name is empty."),
        ("", "", "Reseller name is empty. Customer name is empty."),
    ],
)
def test_an_unfilled_placeholder_is_refused(reseller, customer, words):
    found = told(guards.send_reseller_mail(asked(FACTS, reseller_name=reseller, customer_name=customer)))
    assert found.get("AF_PLACEHOLDER", "") == words


NAMES = {"reseller_name": "Ray", "customer_name": "Clinic"}


@pytest.mark.parametrize(("value", "refused"), [("warn", False), ("off", False), ("block", True)])
def test_AF_A9_whether_the_notice_is_needed_is_policy(value, refused):
    policy = policy_of(notice_required_for_mail=value)
    found = told(guards.send_reseller_mail(asked(FACTS, policy=policy, **NAMES)))
    assert ("AF_NOTICE" in found) is refused
    told_us = FACTS.changed(reseller_notified_at=NOW)
    assert "AF_NOTICE" not in told(guards.send_reseller_mail(asked(told_us, policy=policy, **NAMES)))


def test_AF_A6_policy_can_hold_the_letter_back_until_billing():
    facts = FACTS.changed(groups=(Group("G1", issued=True),))
    assert not told(guards.send_reseller_mail(asked(facts, **NAMES)))
    late = policy_of(mail_before_billing=False)
    assert "AF_UNBILLED" in told(guards.send_reseller_mail(asked(facts, policy=late, **NAMES)))


def test_the_switch_is_finished_when_access_affiliation_and_letter_are():
    assert told(guards.finish_switch(asked(FACTS))) == {
        "AF_ACCESS": "Still has access: ray@example.org and ann@example.org.",
        "AF_AFFILIATION": "The affiliation is not updated yet.",
        "AF_MAIL": "The reseller has not been written to.",
    }
    done = FACTS.changed(
        access=tuple(replace(one, removed_at=NOW) for one in FACTS.access),
        affiliation_updated_at=NOW,
        mail_sent_at=NOW,
    )
    assert told(guards.finish_switch(asked(done))) == {}
    back = told(guards.finish_switch(asked(done.changed(mail_bounced_at=NOW))))
    assert back == {"AF_MAIL": "The letter to the reseller came back; write to another address."}


def test_AF_A7_before_the_csm_everything_is_looked_at_again():
    last = FACTS.changed(state="final_check", groups=(Group("G1"),), mail_sent_at=NOW, mail_bounced_at=NOW)
    assert set(told(guards.assign_csm(asked(last)))) == {"AF_NOT_ISSUED", "AF_MAIL"}


def test_AF_A8_the_csm_comes_at_the_end_or_by_policy_with_the_won_deal():
    won = FACTS.changed(state="won")
    assert set(told(guards.assign_csm(asked(won)))) == {"WRONG_STATE"}
    assert not told(guards.assign_csm(asked(won, policy=policy_of(csm_when="won"))))


def test_a_transition_ends_only_until_the_affiliation_is_updated():
    assert not told(guards.cancel(asked(FACTS)))
    assert "AF_TOO_LATE" in told(guards.cancel(asked(FACTS.changed(affiliation_updated_at=NOW))))


def test_a_transition_without_groups_does_not_slip_through():
    told_of = told(guards.shipments_done(asked(FACTS.changed(groups=()))))
    assert told_of == {"AF_GROUPS": "No group is on file; add them first."}
