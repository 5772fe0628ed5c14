"""The pages of a take-over, and as many statements for forty companies as for one."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import registry
from cases.models import User
from cases.workflow import advance, open_case
from takeovers.models import TakeoverCase
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db
LINE = {"plan": "Business", "billing": "monthly", "subscribed": 5, "allocated": 5}


@pytest.fixture
def care(client: Client) -> User:
    user = person("celia", "customer_care")
    client.force_login(user)
    return user


def reseller(care: User, name: str, count: int) -> TakeoverCase:
    """A reseller with so many customers, started."""
    given: dict[str, Any] = {
        "move_type": "ir_vad_to_vad",
        "subject": name,
        "current_partner": "Euro Distri",
        "new_partner": "Westfall",
        "companies": [{"name": f"{name} {number}", "lines": [LINE]} for number in range(count)],
    }
    outcome = open_case(registry.get_kind("takeover"), given, actor=care, strict=True)
    assert outcome.ok, outcome.refusals
    reference = outcome.case.reference
    for party, who in {"subject": name, "current": "Euro Distri", "new": "Westfall"}.items():
        agreed = {"party": party, "name": who, "written": True}
        assert advance(reference, "record_agreement", actor=care, data=agreed).ok
    assert advance(reference, "start", actor=care).ok
    return TakeoverCase.objects.get(reference=reference)


def statements(client: Client, url: str) -> int:
    """How many a page takes once the process has seen one like it."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_forty_companies_take_as_many_statements_as_one(client: Client, care: User) -> None:
    one, forty = reseller(care, "Signal Ouest", 1), reseller(care, "Voix du Nord", 40)
    pages = [f"/cases/{case.reference}/?steps=all" for case in (one, forty)]
    assert statements(client, pages[0]) == statements(client, pages[1])
    assert client.get(pages[1]).content.decode().count('class="steplist"') == 40
    acts = [f"/cases/{case.reference}/do/step/?number=1&company={case.subject} 0" for case in (one, forty)]
    assert statements(client, acts[0]) == statements(client, acts[1])
    taken = [step_one(client, case) for case in (one, forty)]
    assert taken[0] == taken[1]


def step_one(client: Client, case: TakeoverCase) -> int:
    """The statements of doing the first company's first step on its page."""
    given = {
        "company": f"{case.subject} 0",
        "number": "1",
        "custom-0-plan": "Business",
        "custom-0-quantity": "5",
    }
    version = TakeoverCase.objects.get(pk=case.pk).version
    with CaptureQueriesContext(connection) as seen:
        url = f"/cases/{case.reference}/do/step/"
        assert client.post(url, given | {"version": str(version)}).status_code == 302
    return len(seen)


def test_views_of_the_step_list(client: Client, care: User) -> None:
    case = reseller(care, "Signal Ouest", 2)
    url = f"/cases/{case.reference}/"
    shown = {
        view: client.get(f"{url}?steps={view}").content.decode() for view in ("mine", "waiting", "all", "")
    }
    assert shown["mine"].count("Record this step<span") == 2
    assert shown[""].count("step-number") == shown["mine"].count("step-number") == 2
    assert "No step is here now." in shown["waiting"]
    assert shown["all"].count("step-number") == 14
    assert shown["all"].count("btn btn-sm btn-primary") == 1
    assert "As many as users hold: 5 Business." in shown["mine"]


def asked(**more: str) -> dict[str, str]:
    """The request of one customer as its page sends it."""
    given = {
        "move_type": "ec_dr_to_dr",
        "subject": "Halden Freight",
        "current_partner": "Rosny Telecom",
        "new_partner": "Voxline",
        "companies-0-company": "Halden Freight",
        "companies-0-plan": "Business",
        "companies-0-billing": "monthly",
        "companies-0-subscribed": "5",
        "companies-0-allocated": "4",
        "companies-1-billing": "monthly",
    }
    return given | more


def test_a_request_is_sent_from_its_page(client: Client, care: User) -> None:
    response = client.post("/new/takeover/", asked())
    case = TakeoverCase.objects.get()
    assert response.headers["Location"] == f"/cases/{case.reference}/"
    assert [(one.name, [line.allocated for line in one.lines]) for one in case.facts().companies] == [
        ("Halden Freight", [4])
    ]


def test_rows_without_a_company_belong_to_the_one_above(client: Client, care: User) -> None:
    more = {
        "companies-1-plan": "Enterprise", "companies-1-subscribed": "3", "companies-1-allocated": "3",
        "companies-2-company": "Halden Rail",
    }  # fmt: skip
    client.post("/new/takeover/", asked(**more))
    companies = TakeoverCase.objects.get().facts().companies
    assert [(one.name, len(one.lines)) for one in companies] == [("Halden Freight", 2), ("Halden Rail", 0)]


def test_wrong_rows_are_named_and_nothing_is_stored(client: Client, care: User) -> None:
    more = {
        "companies-1-plan": "Enterprise",
        "companies-1-subscribed": "-3",
        "companies-1-end_date": "2030-01-31",
    }
    response = client.post("/new/takeover/", asked(**more, **{"companies-0-allocated": "50%"}))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Row 1, in use: Enter a whole number." in page
    assert "Row 2: A monthly line has no end date." in page
    assert 'value="50%"' in page
    assert not TakeoverCase.objects.exists()


def test_a_refusal_keeps_what_was_typed(client: Client, care: User) -> None:
    client.post("/new/takeover/", asked())
    response = client.post("/new/takeover/", asked(new_partner="Alpina Com"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Halden Freight is already in take-over" in page
    assert 'value="Alpina Com"' in page


def test_the_page_is_not_there_for_others(client: Client) -> None:
    client.force_login(person("rosa", "re_engage_agent"))
    assert client.get("/new/takeover/").status_code == 404
    assert client.get("/new/nothing/").status_code == 404
