"""Signing in: by name or address, with limits; nobody signs up; the admin uses the same door."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client

from cases.models import User

LOGIN = "/account/login/"
PASSWORD = "correct horse battery"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return User.objects.create_user("ann", email="ann@ops.example", password=PASSWORD, name="Ann Lee")


@pytest.mark.parametrize("login", ["ann", "ann@ops.example"])
def test_by_name_or_address(client: Client, ann: User, login: str) -> None:
    client.post(LOGIN, {"login": login, "password": PASSWORD})
    assert get_user(client).pk == ann.pk


@pytest.mark.parametrize("login", ["ann", "ann@ops.example", "nobody"])
def test_a_wrong_password_says_what_to_do_and_not_who_there_is(client: Client, ann: User, login: str) -> None:
    page = client.post(LOGIN, {"login": login, "password": "wrong-one"}).content.decode()
    assert "This name and this password do not belong together." in page
    assert "Name or e-mail address" in page


def test_a_person_who_left_does_not_come_in(client: Client, ann: User) -> None:
    User.objects.filter(pk=ann.pk).update(is_active=False)
    client.post(LOGIN, {"login": "ann", "password": PASSWORD})
    assert not get_user(client).is_authenticated


def test_nobody_signs_up(client: Client) -> None:
    form = {"username": "new", "email": "new@ops.example", "password1": PASSWORD, "password2": PASSWORD}
    client.post("/account/signup/", form)
    assert not User.objects.exists()


def test_guessing_is_stopped_though_the_broker_is_not_asked(client: Client, ann: User) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": "ann", "password": "wrong"})
    page = client.post(LOGIN, {"login": "ann", "password": PASSWORD}).content.decode()
    assert not get_user(client).is_authenticated
    assert "Wait five minutes, then try again." in page
    assert "One answer needs another look" not in page  # no answer can be mended


def test_a_reset_answers_alike_for_everybody_and_writes_to_those_it_knows(client: Client, ann: User) -> None:
    answers = [
        client.post("/account/password/reset/", {"email": f"{who}@ops.example"}) for who in ("ann", "bob")
    ]
    assert [answer.headers["Location"] for answer in answers] == ["/account/password/reset/done/"] * 2
    assert [message.to for message in mail.outbox] == [["ann@ops.example"]]


def test_the_admin_has_no_login_page_of_its_own(client: Client) -> None:
    response = client.get("/admin/login/", {"next": "/admin/"}, follow=True)
    assert response.redirect_chain[-1][0].startswith(LOGIN)
