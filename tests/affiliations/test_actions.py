"""What the verbs of a transition leave behind, beyond what the scenarios show."""

from __future__ import annotations

import pytest
from django.test import Client

from cases import access, clock
from cases.models import OutboxMessage, PersonalData
from cases.workflow import InputErrors
from tests.affiliations.helpers import DONE, LETTER, REP, SALES, again, do, on, opened, person, switching

pytestmark = pytest.mark.django_db


def test_a_transition_to_nowhere_is_not_opened() -> None:
    outcome = opened(enterprise_affiliation="")
    assert (outcome.case, [refusal.code for refusal in outcome.refusals]) == (None, ["AF_AFFILIATION"])


@pytest.mark.parametrize("stage", ["closed_won", "Closed Won", "closed-won", "closedwon"])
def test_a_won_deal_is_known_however_it_is_written(stage: str) -> None:
    case = opened(deal_stage=stage).case
    assert (case.state, case.deal_stage, case.opened_won) == ("won", "closed_won", True)


@pytest.mark.parametrize(
    ("given", "users"),
    [(None, ["Reseller Ray"]), ([], []), (["a@x.example", "A@x.example"], ["A@x.example"])],
)
def test_users_not_named_are_the_reseller_and_an_empty_list_is_nobody(
    given: list[str] | None, users: list[str]
) -> None:
    case = again(opened(reseller_users=given).case)
    assert list(case.facts().with_access) == users


def test_the_letter_is_marked_when_it_comes_back() -> None:
    case = switching()
    do(case.reference, "02 09:00", "send_reseller_mail", **LETTER)
    do(case.reference, "02 10:00", "mail_bounced", "mail")
    letter = OutboxMessage.objects.get(kind="reseller_letter")
    assert (letter.channel, letter.to, letter.bounced_at) == ("mail", "ray@example.org", on("02 10:00"))
    assert "Dear Reseller Ray" in letter.body
    assert not {"{", "}"} & set(letter.body)
    assert again(case).mail_bounced_at == on("02 10:00")


def test_the_return_of_an_earlier_letter_does_not_speak_against_a_later_one() -> None:
    case = switching()
    do(case.reference, "02 09:00", "send_reseller_mail", **LETTER)
    do(case.reference, "03 09:00", "send_reseller_mail", **LETTER)
    do(case.reference, "03 10:00", "mail_bounced", "mail", at=on("02 12:00"))
    first, second = OutboxMessage.objects.filter(kind="reseller_letter").order_by("id")
    assert (first.bounced_at, second.bounced_at) == (on("02 12:00"), None)
    assert again(case).mail_bounced_at is None


def test_a_return_without_a_letter_is_recorded_and_decides_nothing() -> None:
    case = switching()
    assert do(case.reference, "02 10:00", "mail_bounced", "mail").ok
    assert again(case).mail_bounced_at is None


def test_the_address_on_file_is_taken_where_none_is_given() -> None:
    names = {name: LETTER[name] for name in ("reseller_name", "customer_name")}
    case = switching()
    with pytest.raises(InputErrors, match="address"):
        do(case.reference, "02 09:00", "send_reseller_mail", **names)
    do(case.reference, "02 10:00", "correct_facts", why="Found it", reseller_email="office@example.org")
    assert do(case.reference, "02 11:00", "send_reseller_mail", **names).ok
    assert again(case).mail_to == "office@example.org"


def test_a_group_corrected_to_be_open_ends_the_switch_for_now() -> None:
    case = switching()
    do(case.reference, "02 09:00", "correct_facts", why="Wrong file", groups=[DONE | {"billed": False}])
    assert (again(case).state, again(case).waiting_since) == ("awaiting_billing", on("02 09:00"))
    do(case.reference, "03 09:00", "correct_facts", why="Right after all", groups=[DONE])
    assert (again(case).state, again(case).waiting_since) == ("switching", None)


def test_an_account_that_is_not_named_any_more_has_left_and_may_come_back() -> None:
    case = opened(accounts=[{"no": "A1", "badge_count": 120}, {"no": "A2", "badge_count": 81}]).case
    assert again(case).flags == ["big_group_not_involved"]
    rows = [{"no": "a1", "badge_count": 130}]
    do(case.reference, "02 09:00", "correct_facts", why="A2 stays", accounts=rows)
    facts = again(case).facts()
    assert ([(one.no, one.badge_count) for one in facts.accounts], again(case).flags) == ([("A1", 130)], [])
    rows += [{"no": "A2", "badge_count": 90}]
    do(case.reference, "03 09:00", "correct_facts", why="It moves after all", accounts=rows)
    assert again(case).facts().badges == 220


def test_a_name_that_the_case_does_not_know_is_an_error_of_its_field() -> None:
    case = switching()
    for name, data in (("billed", {"group": "G7"}), ("remove_access", {"user": "Nobody Known"})):
        with pytest.raises(InputErrors, match="Name a"):
            do(case.reference, "02 09:00", name, **data)


def test_a_reason_to_go_on_is_kept_beside_the_chain() -> None:
    case = opened(deal_stage="proposal", accounts=[{"no": "A1", "badge_count": 200}]).case
    assert do(case.reference, "02 09:00", "mark_won", "manager", override_reason="They called.").ok
    assert again(case).override_reason == "They called."
    kept = PersonalData.objects.get(entry__case=case.pk, entry__action="mark_won")
    assert "They called." in str(kept.data)


def test_the_csm_goes_on_with_a_closed_case() -> None:
    case = switching()
    do(case.reference, "02 09:00", "update_affiliation")
    do(case.reference, "02 09:10", "remove_access")
    do(case.reference, "02 09:20", "send_reseller_mail", **LETTER)
    do(case.reference, "02 09:30", "finish_switch")
    assert do(case.reference, "02 10:00", "assign_csm", SALES, csm="C. Moss").ok
    ended = again(case)
    assert (ended.state, ended.team, ended.is_closed) == ("with_csm", "csm", True)
    assert (ended.outcome, ended.next_due_at) == ("handed_over", None)
    seeing = [role for role in ("csm", "rep", "billing", "advocate") if access.can_see(person(role), ended)]
    assert seeing == ["csm", "rep", "billing"]
    assert do(case.reference, "03 09:00", "deal_lost", SALES).ok
    assert again(case).flags == ["deal_lost_late", "sent_without_notice"]


def test_the_page_opens_after_access_was_removed() -> None:
    """Both a kind's action and the removal of a file tell of what was removed, in ways of their own."""
    case = switching()
    assert do(case.reference, "02 09:10", "remove_access").ok
    client = Client()
    client.force_login(person(REP))
    with clock.fixed_at(on("02 10:00")):
        assert client.get(f"/cases/{case.reference}/").status_code == 200


def test_an_act_against_the_decision_says_so_on_its_own_page_too() -> None:
    """And asks for a reason exactly where its button promises one."""
    case = opened(deal_stage="closed_won").case
    client = Client()
    client.force_login(person(SALES))
    page = client.get(f"/cases/{case.reference}/").content.decode()
    against = [act for act in client.get(f"/cases/{case.reference}/").context["actions"] if act["against"]]
    assert any(act["allowed"] for act in against)
    for act in (one for one in against if one["allowed"]):
        own = client.get(act["url"]).content.decode()
        assert "This goes against the decision." in own, act["name"]
        assert act["asks_why"] == ('name="reason"' in own), act["name"]
    promised = sum(act["allowed"] and act["asks_why"] for act in against)
    assert page.count("Give a reason…") == promised


def test_an_advised_act_does_not_say_that_it_goes_against_the_decision() -> None:
    case = opened(deal_stage="closed_won").case
    client = Client()
    client.force_login(person(SALES))
    acts = client.get(f"/cases/{case.reference}/").context["actions"]
    name = next(act["url"] for act in acts if act["advised"] and act["allowed"])
    assert "against the decision" not in client.get(name).content.decode()
