"""A party takes its agreement back through its link, until the first company is moved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import OutboxMessage, TimelineEntry, User
from takeovers.models import TakeoverCase
from tests.contract.world import changed, fingerprint
from tests.takeovers.consents import CUSTOMER, NAMES, NEW, asked, do, fresh, newest, sent

pytestmark = pytest.mark.django_db
BACK = {"answer": "withdraw", "name": "Léa Fontaine", "capacity": "Managing director", "may_speak": "on"}
REASON = {"reason": "We have no room for them."}


@pytest.fixture
def link(client: Client, case: TakeoverCase, care: User) -> str:
    """The link of the new partner, which has agreed by it; the others agreed by letter."""
    path = asked(case, care, "new")
    assert client.post(path, sent(newest(case, "new"))).status_code == 200
    for party in ("subject", "current"):
        do(case, "record_agreement", care, party=party, name=NAMES[party], written=True)
    return path


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def moved(case: TakeoverCase, care: User) -> None:
    """The company is moved: the point of no return."""
    do(case, "start", care)
    do(case, "step", care, company=CUSTOMER, number=1, custom=[{"plan": "Business", "quantity": 42}])
    do(
        case,
        "step",
        care,
        company=CUSTOMER,
        number=2,
        still_on_old=0,
        on_behalf_of="current_partner",
        evidence="Mail",
    )
    do(case, "step", care, company=CUSTOMER, number=3)


def test_reading_the_answered_link_changes_nothing(client, case, link):
    before = fingerprint()
    page = text(client.get(link))
    assert "This was answered already" in page
    assert f"Take it back for {NEW}" in page
    assert changed(before, fingerprint()) == set()


def test_a_ready_case_waits_for_agreements_again(client, case, care, link):
    assert fresh(case).state == "ready"
    response = client.post(link, BACK | REASON)
    assert response.status_code == 200
    assert "The agreement was taken back" in text(response)
    assert (fresh(case).state, fresh(case).target_month) == ("awaiting_agreements", "")
    assert case.agreements.get(party="new").withdrawn_at is not None
    entry = TimelineEntry.objects.get(action="withdraw_consent")
    assert (entry.actor, entry.data["by_party"]) == (None, NEW)
    assert entry.effects == ["agreement_withdrawn", "consent_withdrawn"]
    assert "no room" not in str(entry.data)


def test_who_works_on_it_is_told_and_the_party_gets_a_copy(client, case, care, link):
    client.post(link, BACK | REASON)
    told = OutboxMessage.objects.get(kind="consent_withdrawn")
    assert told.channel == "mailbox"
    assert "Léa Fontaine (Managing director) took back" in told.body
    assert REASON["reason"] in told.body
    assert OutboxMessage.objects.get(kind="consent_taken_back").to == "care@voxline.example"


def test_the_board_says_so_and_asks_again(client, case, care, link):
    client.post(link, BACK | REASON)
    client.force_login(care)
    page = text(client.get(f"/cases/{case.reference}/"))
    assert "Withdrawn" in page
    assert "Léa Fontaine, Managing director: We have no room for them." in page
    assert "Ask again…" in page


def test_what_was_begun_is_undone_first_and_nobody_s_turn_it_is(client, case, care, link):
    do(case, "start", care)
    do(case, "step", care, company=CUSTOMER, number=1, custom=[{"plan": "Business", "quantity": 42}])
    client.post(link, BACK | REASON)
    assert fresh(case).state == "reversing"
    status = client.get(link).context["status_url"]
    assert "Allocate" not in text(client.get(status))


def test_after_the_move_the_page_says_why_not_and_nothing_is_taken(client, case, care, link):
    moved(case, care)
    page = text(client.get(link))
    assert f"The company {CUSTOMER} was moved on" in page
    assert "a new take-over back is needed" in page
    assert "Take it back for" not in page
    assert client.post(link, BACK | REASON).status_code == 409
    assert case.agreements.get(party="new").withdrawn_at is None
    refusal = TimelineEntry.objects.get(action="withdraw_consent", refused=True).data["refusals"]
    assert [one["code"] for one in refusal] == ["TO_AFTER_MOVE"]


@pytest.mark.parametrize("missing", ["name", "capacity", "may_speak", "reason"])
def test_it_has_a_name_a_capacity_and_a_reason(client, case, link, missing):
    given = {name: value for name, value in (BACK | REASON).items() if name != missing}
    response = client.post(link, given)
    assert response.status_code == 422
    assert "There is a problem" in text(response) or "alert" in text(response)
    assert case.agreements.get(party="new").withdrawn_at is None


def test_it_is_taken_back_once(client, case, link):
    client.post(link, BACK | REASON)
    assert client.post(link, BACK | REASON).status_code == 410
    assert "If you want to agree after all" in text(client.get(link))


def test_an_agreement_of_another_way_is_not_taken_back_by_the_link(client, case, care, link):
    do(case, "withdraw_agreement", care, party="new", name=NEW, reason="They wrote.")
    do(case, "record_agreement", care, party="new", name=NEW, written=True)
    assert "Take it back for" not in text(client.get(link))
    assert client.post(link, BACK | REASON).status_code == 409
    assert case.agreements.filter(party="new", withdrawn_at=None).count() == 1


def test_a_link_that_was_not_answered_takes_nothing_back(client, case, care):
    path = asked(case, care, "new")
    assert client.post(path, BACK | REASON).status_code == 422
    assert newest(case, "new").state == "asked"


def test_it_may_agree_again_by_a_new_link(client, case, care, link):
    client.post(link, BACK | REASON)
    again = asked(case, care, "new")
    assert client.post(again, sent(newest(case, "new"))).status_code == 200
    assert fresh(case).state == "ready"
