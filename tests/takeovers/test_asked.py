"""What is asked of a party: on its own page over all its cases, and by a signed link for one of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock
from cases.consent import status
from cases.models import RoleGrant, User
from takeovers.models import TakeoverCase
from tests.contract.world import changed, fingerprint
from tests.takeovers.consents import (
    CUSTOMER,
    LINE,
    NAMES,
    NEW,
    OLD,
    asked,
    do,
    fresh,
    newest,
    path_of,
    sent,
    take_over,
)

pytestmark = pytest.mark.django_db


def outsider(role: str, organisation: str) -> Client:
    """The browser of somebody of an organisation."""
    user = User.objects.create(
        username=f"{role}.{organisation}", name=role, email=f"{role}@example.com", organisation=organisation
    )
    RoleGrant.objects.create(user=user, role=role)
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def items(client: Client) -> list[tuple[str, str]]:
    """What is asked, with the case."""
    return [
        (case["reference"], item["what"])
        for case in client.get("/asked/").context["asked"]
        for item in case["items"]
    ]


def started(case: TakeoverCase, care: User) -> TakeoverCase:
    """Agreed by letter, with the first step done: the turn is the current partner's."""
    for party, name in NAMES.items():
        do(case, "record_agreement", care, party=party, name=name, written=True)
    do(case, "start", care)
    do(case, "step", care, company=case.subject, number=1, custom=[{"plan": "Business", "quantity": 42}])
    return fresh(case)


def test_a_consent_and_a_step_are_asked_of_whose_they_are(case, care):
    old, new = outsider("current_partner", OLD), outsider("new_partner", NEW)
    assert items(old) == items(new) == []
    asked(case, care, "new")
    assert items(old) == []
    assert items(new) == [(case.reference, "Read the terms, and agree or refuse")]


def test_a_step_is_asked_with_why_and_by_when(case, care):
    case = started(case, care)
    old, new = outsider("current_partner", OLD), outsider("new_partner", NEW)
    assert items(old) == [(case.reference, "Allocate custom licences to the users")]
    assert items(new) == []
    page = old.get("/asked/").content.decode()
    assert f"It is your turn for {CUSTOMER}." in page
    assert "By 3" in page or "By 2" in page, "the last day of the month to finish in"
    assert f"/cases/{case.reference}/do/step/?company=Halden+Freight&amp;number=2" in page
    assert case.reference in new.get("/asked/").content.decode(), "it waits for others there"


def test_what_expired_or_closed_is_not_asked_any_more(case, care):
    new = outsider("new_partner", NEW)
    asked(case, care, "new")
    with clock.fixed_at(newest(case, "new").expires_at + timedelta(seconds=1)):
        assert items(new) == []
    do(case, "cancel", care, reason="They stay.", still_on_custom=0)
    assert new.get("/asked/").context["others"] == []


def test_it_is_for_people_from_outside(case, care):
    client = Client()
    assert client.get("/asked/").status_code == 302
    client.force_login(care)
    assert client.get("/asked/").status_code == 404


def test_another_organisation_sees_nothing_of_it(case, care):
    asked(case, care, "new")
    stranger = outsider("new_partner", "Another Partner")
    assert case.reference not in stranger.get("/asked/").content.decode()


def test_many_cases_take_as_many_statements_as_one(care):
    old = outsider("current_partner", OLD)

    def count() -> int:
        old.get("/asked/")
        with CaptureQueriesContext(connection) as seen:
            assert old.get("/asked/").status_code == 200
        return len(seen)

    for number in range(5):
        name = f"Kontor {number}"
        case = take_over(care, subject=name, companies=[{"name": name, "lines": [LINE]}])
        for party, who in (NAMES | {"subject": name}).items():
            do(case, "record_agreement", care, party=party, name=who, written=True)
        do(case, "start", care)
        do(case, "step", care, company=name, number=1, custom=[{"plan": "Business", "quantity": 42}])
        if number == 0:
            one = count()
    assert len(items(old)) == 5
    assert count() == one


# By link


def link(case: Any, party: str = "new") -> str:
    return urlsplit(status.url_of(newest(case, party))).path


def test_the_link_shows_what_is_asked_of_this_party(client, case, care):
    path = asked(case, care, "new")
    shown = client.get(link(case))
    assert shown.status_code == 200
    assert "Read the terms, and agree or refuse" in shown.content.decode()
    client.post(path, sent(newest(case, "new")))
    page = client.get(link(case)).content.decode()
    assert "<strong>Nothing.</strong>" in page
    assert path_of(newest(case, "new")) not in page
    assert "Léa" not in page


def test_reading_it_changes_nothing_and_it_takes_nothing(client, case, care):
    asked(case, care, "new")
    before = fingerprint()
    assert client.get(link(case)).headers["Cache-Control"] == "no-store"
    assert client.post(link(case)).status_code == 405
    assert changed(before, fingerprint()) == set()


@pytest.mark.parametrize("forge", [lambda text: text[:-2] + "/", lambda text: "/asked/x/"], ids=["cut", "x"])
def test_a_forged_link_is_not_known(client, case, care, forge):
    asked(case, care, "new")
    assert client.get(forge(link(case))).status_code == 404


def test_a_consent_s_link_is_no_status_link_and_the_other_way_round(client, case, care):
    path = asked(case, care, "new")
    assert client.get(path.replace("/consent/", "/asked/")).status_code == 404
    assert client.get(link(case).replace("/asked/", "/consent/")).status_code == 404


def test_an_old_link_is_over(client, case, care):
    asked(case, care, "new")
    path = link(case)
    with clock.fixed_at(newest(case, "new").asked_at + status.KEPT + timedelta(seconds=1)):
        assert client.get(path).status_code == 404


def test_after_the_end_nothing_is_asked(client, case, care):
    asked(case, care, "new")
    do(case, "cancel", care, reason="They stay.", still_on_custom=0)
    page = client.get(link(case)).content.decode()
    assert "Cancelled" in page
    assert "Read the terms" not in page


def test_a_step_by_link(client, case, care):
    client.post(asked(case, care, "current"), sent(newest(case, "current")))
    for party in ("subject", "new"):
        do(case, "record_agreement", care, party=party, name=NAMES[party], written=True)
    do(case, "start", care)
    do(case, "step", care, company=CUSTOMER, number=1, custom=[{"plan": "Business", "quantity": 42}])
    page = client.get(link(case, "current")).content.decode()
    assert "Allocate custom licences to the users" in page


def test_home_and_queue_of_somebody_from_outside_offer_what_is_theirs(case, care):
    client = outsider("new_partner", NEW)
    home = client.get("/").content.decode()
    assert f'id="row-{case.reference}"' in home, "the cases of the organisation, whoever has the turn"
    queue = client.get("/queue/partners/").content.decode()
    assert "Nothing waits here for you" in queue
    assert 'href="/asked/">Asked of you' in queue
    for page in (home, queue):
        assert "Take the next case" not in page, "nobody from outside takes a case"
        assert "/triage/" not in page
