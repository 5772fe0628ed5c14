"""A consent is bound to its terms: an edit of them voids it, visibly, and asks again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import ConsentRequest, TimelineEntry, User
from cases.workflow import advance
from takeovers.models import TakeoverCase
from tests.takeovers.consents import (
    CUSTOMER,
    LINE,
    actions,
    asked,
    do,
    fresh,
    key,
    newest,
    path_of,
    sent,
    take_over,
)

pytestmark = pytest.mark.django_db
MORE = LINE | {"subscribed": 52}


def all_agree(client: Any, case: TakeoverCase, care: User) -> None:
    do(case, "ask_consent", care, party="all")
    for row in ConsentRequest.objects.filter(case=case.pk):
        assert client.post(path_of(row), sent(row)).status_code == 200


def test_an_edit_of_the_terms_voids_what_was_agreed_and_asks_again(client, case, care):
    all_agree(client, case, care)
    assert fresh(case).state == "ready"
    do(case, "refresh_lines", care, company=CUSTOMER, lines=[MORE])
    rows = list(ConsentRequest.objects.filter(case=case.pk).order_by("id"))
    assert [row.state for row in rows] == ["void"] * 3 + ["asked"] * 3
    assert [row.replaces_id for row in rows[3:]] == [row.pk for row in rows[:3]]
    assert (fresh(case).state, fresh(case).target_month) == ("awaiting_agreements", "")
    assert all(one.withdrawn_at for one in case.agreements.all())
    entry = TimelineEntry.objects.get(case=case.pk, action="void_consents")
    assert "now Halden Freight, Business, monthly, 52; before Halden Freight, Business, monthly, 50" in str(
        entry.data["reason"]
    ).replace(", ;", ";").replace(", .", ".")
    assert set(entry.effects) == {"agreement_withdrawn", "consent_void", "consent_asked"}


def test_the_old_link_says_so_and_the_new_one_what_changed(client, case, care):
    old = asked(case, care, "new")
    do(case, "correct_facts", care, why="They wish so.", requested_finish="2030-09")
    response = client.get(old)
    assert (response.status_code, "The terms have changed" in response.content.decode()) == (410, True)
    page = client.get(path_of(newest(case, "new"))).content.decode()
    assert "We ask again." in page
    assert "Wished month: September 2030, before: none" in page


def test_an_answer_to_the_old_terms_is_not_taken(client, case, care):
    old = asked(case, care, "new")
    row = newest(case, "new")
    do(case, "refresh_lines", care, company=CUSTOMER, lines=[MORE])
    assert client.post(old, sent(row)).status_code == 410
    assert not case.agreements.exists()


def test_what_binds_nobody_voids_nothing(client, case, care):
    all_agree(client, case, care)
    do(case, "refresh_lines", care, company=CUSTOMER, lines=[LINE | {"allocated": 40}])
    do(case, "note", care, text="They called.")
    assert (fresh(case).state, "void_consents" in actions(case)) == ("ready", False)


def test_a_letter_stays_what_it_is(client, case, care):
    do(case, "record_agreement", care, party="current", name="Rosny Telecom", written=True)
    asked(case, care, "new")
    do(case, "refresh_lines", care, company=CUSTOMER, lines=[MORE])
    assert case.agreements.get().withdrawn_at is None
    assert [row.state for row in ConsentRequest.objects.order_by("id")] == ["void", "asked"]


def test_a_letter_makes_the_link_needless(client, case, care):
    link = asked(case, care, "current")
    do(case, "record_agreement", care, party="current", name="Rosny Telecom", written=True)
    response = client.get(link)
    assert (response.status_code, newest(case, "current").state) == (410, "revoked")
    assert "The consent has come in another way." in response.content.decode()


def test_a_refused_or_withdrawn_one_is_not_asked_again_by_itself(client, case, care):
    path, row = asked(case, care, "new"), newest(case, "new")
    client.post(path, sent(row, "refuse", reason="No."))
    path, row = asked(case, care, "current"), newest(case, "current")
    client.post(path, sent(row))
    do(case, "withdraw_agreement", care, party="current")
    do(case, "refresh_lines", care, company=CUSTOMER, lines=[MORE])
    assert "void_consents" not in actions(case)


def test_after_the_first_step_an_edit_leads_back(client, case, care):
    all_agree(client, case, care)
    do(case, "start", care)
    do(case, "step", care, company=CUSTOMER, number=1, custom=[{"plan": "Business", "quantity": 42}])
    do(case, "refresh_lines", care, company=CUSTOMER, lines=[MORE])
    assert fresh(case).state == "reversing"
    for party in ("subject", "current", "new"):
        row = newest(case, party)
        assert client.post(path_of(row), sent(row)).status_code == 200
    assert fresh(case).state == "in_progress"


def test_nothing_is_asked_twice_or_of_a_draft(case, care):
    do(case, "record_agreement", care, party="new", name="Voxline", written=True)
    outcome = advance(case.reference, "ask_consent", actor=care, data={"party": key("new")})
    assert [one.code for one in outcome.refusals] == ["CONSENT_GIVEN"]
    draft = take_over(care, draft=True, companies=[{"name": "Halden Rail", "lines": []}])
    outcome = advance(draft.reference, "ask_consent", actor=care, data={"party": key("new")})
    assert [one.code for one in outcome.refusals] == ["CONSENT_CLOSED"]


def test_a_customer_that_agrees_for_itself_sees_its_own_licences_only(client, care):
    companies = [{"name": f"Halden {part}", "lines": [LINE]} for part in ("Rail", "Road")]
    case = take_over(care, companies=companies)
    do(case, "ask_consent", care, party="subject:halden rail", address="rail@halden.example")
    page = client.get(path_of(ConsentRequest.objects.get())).content.decode()
    assert ("Halden Rail" in page, "Halden Road" in page) == (True, False)
    asked(case, care, "new")
    assert "Halden Road" in client.get(path_of(newest(case, "new"))).content.decode()


def statements(care: User, count: int) -> tuple[int, int]:
    """Those of asking everybody, and of an edit that voids all of it, with so many customers."""
    names = [f"Kontor {count} {number}" for number in range(count)]
    case = take_over(care, subject=f"Kontor {count}", companies=[{"name": n, "lines": [LINE]} for n in names])
    for name in names:
        where = {"party": f"subject:{name.lower()}", "address": "office@kontor.example"}
        do(case, "ask_consent", care, **where)
    with CaptureQueriesContext(connection) as asking:
        do(case, "ask_consent", care, party="all")
    with CaptureQueriesContext(connection) as voiding:
        do(case, "correct_facts", care, why="A wish.", requested_finish="2030-09")
    assert ConsentRequest.objects.filter(case=case.pk, state="asked").count() == count + 2
    return len(asking), len(voiding)


def test_forty_customers_take_as_many_statements_as_two(care):
    statements(care, 2)
    assert statements(care, 3) == statements(care, 12)
