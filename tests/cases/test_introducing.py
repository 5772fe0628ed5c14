"""Introductions of pages: at the first visit, put away for good, found again under Help."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from cases.models import User
from cases.present.introducing import ALL
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db
HELD = ("customer_care", "manager", "auditor", "administrator", "supervisor", "new_partner")


@pytest.fixture
def newcomer(alice: User) -> User:
    """Somebody's first day."""
    alice.introduced = ""
    alice.save()
    return alice


def test_each_page_explains_itself_once_to_each_person(newcomer: User, client: Client, a_case: Any) -> None:
    case = a_case()
    client.force_login(newcomer)
    pages = {"work": "/", "queue": "/queue/customer_care/", "case": f"/cases/{case.reference}/"}
    for code, url in pages.items():
        assert ALL[code].title in client.get(url).content.decode(), code
        put_away = client.post(f"/help/{code}/read/", {"back": url})
        assert put_away["Location"] == url
        assert ALL[code].title not in client.get(url).content.decode(), code
    newcomer.refresh_from_db()
    assert newcomer.introduced == "case queue work"


def test_it_is_shown_again_when_asked_for(alice: User, client: Client) -> None:
    client.force_login(alice)
    assert ALL["work"].title in client.get("/help/").content.decode()
    assert ALL["work"].title not in client.get("/").content.decode()
    client.post("/help/work/again/")
    assert ALL["work"].title in client.get("/").content.decode()


def test_back_leads_nowhere_else(alice: User, client: Client) -> None:
    client.force_login(alice)
    for back in ("https://elsewhere.example/", "//elsewhere.example", ""):
        assert client.post("/help/work/read/", {"back": back})["Location"] == "/"
    assert client.post("/help/nothing/read/").status_code == 404


def test_an_administrator_without_cases_is_shown_to_people_and_operations(client: Client, db: None) -> None:
    one = person("adm", "administrator")
    User.objects.filter(pk=one.pk).update(introduced="")
    client.force_login(one)
    page = client.get("/").content.decode()
    assert "Your roles act in no cases" in page
    assert "These are the cases you hold" not in page
    for address in ("/people/", "/operations/"):
        assert page.count(f'href="{address}"') > 1, address  # beside the place among all places


@pytest.mark.parametrize("role", ["manager", "supervisor", "auditor"])
def test_who_oversees_is_told_of_all_cases_and_the_board(db: None, role: str) -> None:
    points = ALL["work"].points(person("over", role))
    assert points[0].says == "These are all open cases. What breaches first is on top."
    assert "/board/" in [point.url for point in points]


@pytest.mark.parametrize("role", HELD)
def test_what_it_points_to_is_there_for_the_role(client: Client, db: None, role: str) -> None:
    one = person("newcomer", role)
    client.force_login(one)
    for introduction in ALL.values():
        points = introduction.points(one)
        assert 2 <= len(points) <= 6
        for point in points:
            if point.url.startswith("/"):
                assert client.get(point.url).status_code in {200, 302}, point


def test_what_a_case_points_to_stands_on_its_page(alice: User, client: Client, a_case: Any) -> None:
    client.force_login(alice)
    page = client.get(f"/cases/{a_case().reference}/").content.decode()
    for point in ALL["case"].points(alice):
        assert f'id="{point.url.removeprefix("#")}"' in page


def test_help_leads_to_the_places_it_names(alice: User, client: Client) -> None:
    client.force_login(alice)
    shown = client.get("/help/").content.decode()
    assert '<a class="intro-arrow" href="/search/">' in shown
    assert 'href="#' not in shown.split("<main")[1], "the parts of a case are not on this page"
