"""The demo's people and its one-click door."""

from __future__ import annotations

from html import unescape

import pytest
from django.contrib.auth import get_user
from django.test import Client

from accountops.demo import DEMO_PASSWORD, DEMO_PEOPLE, announcement, seed_people
from accountops.demo_does import DOES
from cases.models import RoleGrant, User
from cases.teams import ROLES

DOOR = "/demo/sign-in/"
with_demo = pytest.mark.urls("tests.accountops.urls_with_demo")
pytestmark = pytest.mark.django_db


def test_everybody_has_a_role_that_exists_and_somebody_has_two() -> None:
    held = [role for person in DEMO_PEOPLE for role in person.roles]
    assert set(held) <= set(ROLES)
    assert [person.username for person in DEMO_PEOPLE if len(person.roles) > 1] == ["priya"]
    assert held.count("research_specialist") == 2


def test_seeding_twice_changes_nothing_and_puts_roles_back() -> None:
    seed_people()
    ines = User.objects.get(username="ines")
    RoleGrant.objects.create(user=ines, role="manager")
    seed_people()
    assert User.objects.count() == len(DEMO_PEOPLE)
    assert [grant.role for grant in ines.grants.all()] == ["research_specialist"]


def test_only_the_administrator_may_enter_the_admin() -> None:
    seed_people()
    assert [user.username for user in User.objects.filter(is_staff=True)] == ["adam"]


def test_the_printed_password_works(client: Client) -> None:
    seed_people()
    client.post("/account/login/", {"login": "ines", "password": DEMO_PASSWORD})
    assert get_user(client).get_username() == "ines"
    assert DEMO_PASSWORD in announcement("http://localhost:8000", one_click=True)


def test_the_door_does_not_exist_outside_the_demo(client: Client) -> None:
    seed_people()
    assert client.get(DOOR).status_code == 404
    assert client.post(DOOR, {"username": "ines"}).status_code == 404


@with_demo
def test_the_door_shows_everybody_and_what_one_does_as_them(client: Client) -> None:
    page = unescape(client.get(DOOR).content.decode())
    assert [person.name for person in DEMO_PEOPLE if person.name not in page] == []
    assert [does for does in DOES.values() if does not in page] == []


@with_demo
def test_one_click_signs_in_and_goes_on(client: Client) -> None:
    seed_people()
    response = client.post(DOOR, {"username": "mats", "next": "/queue/?team=research"})
    assert (response.status_code, response.headers["Location"]) == (302, "/queue/?team=research")
    assert get_user(client).get_username() == "mats"


@with_demo
def test_the_door_needs_a_token_and_a_post() -> None:
    seed_people()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(DOOR, {"username": "mats"}).status_code == 403
    strict.get(DOOR, {"username": "mats"})
    assert not get_user(strict).is_authenticated


@with_demo
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_door_leads_to_our_own_pages_only(client: Client, target: str) -> None:
    seed_people()
    assert client.post(DOOR, {"username": "mats", "next": target}).headers["Location"] == "/"


@with_demo
@pytest.mark.parametrize("username", ["", "root", "outsider"])
def test_the_door_is_for_the_demos_people_only(client: Client, username: str) -> None:
    seed_people()
    User.objects.create_user("outsider", name="Real Person")
    assert client.post(DOOR, {"username": username}).status_code == 404
    assert not get_user(client).is_authenticated
