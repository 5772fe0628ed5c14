"""One's own profile."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from cases.models import ApiToken, User
from cases.tokens import live
from tests.cases.helpers import person

pytestmark = pytest.mark.django_db

SETTINGS = {"name": "Alice A", "time_zone": "Asia/Tokyo", "density": "compact", "page_size": "50"}


@pytest.fixture
def as_alice(client, alice):
    client.force_login(alice)
    return client


def test_the_profile_shows_and_saves_the_settings(as_alice, alice):
    page = as_alice.get(reverse("profile")).content.decode()
    assert reverse("account_change_password") in page
    assert reverse("mfa_index") in page
    as_alice.post(reverse("profile"), SETTINGS)
    alice.refresh_from_db()
    assert (alice.name, alice.time_zone, alice.density) == ("Alice A", "Asia/Tokyo", "compact")
    assert alice.page_size == 50
    assert alice.shortcuts is False


def test_what_is_not_on_the_form_is_not_accepted(as_alice, alice):
    as_alice.post(
        reverse("profile"),
        SETTINGS | {"username": "root", "is_superuser": "1", "email": "x@example.com", "roles": "manager"},
    )
    found = User.objects.get(pk=alice.pk)
    assert (found.username, found.is_superuser, found.email) == ("alice", False, "alice@example.com")
    assert found.roles == {"customer_care"}


def test_a_wrong_answer_is_shown_and_nothing_saved(as_alice, alice):
    response = as_alice.post(reverse("profile"), SETTINGS | {"name": "", "time_zone": "Mars/Base"})
    assert response.status_code == 422
    assert sorted(response.context["form"].errors) == ["name", "time_zone"]
    page = response.content.decode()
    assert "<title>Error: Profile" in page
    alice.refresh_from_db()
    assert (alice.name, alice.density) == ("Alice", "comfortable")


def test_colours_alone(as_alice, alice):
    assert as_alice.post(reverse("profile_theme"), {"theme": "dark"}).status_code == 302
    fragment = as_alice.post(reverse("profile_theme"), {"theme": "light"}, headers={"HX-Request": "true"})
    assert (fragment.status_code, User.objects.get(pk=alice.pk).theme) == (204, "light")
    assert as_alice.post(reverse("profile_theme"), {"theme": "pink"}).status_code == 422


def test_a_token_is_shown_once_works_and_is_revoked(as_alice, alice):
    page = as_alice.post(reverse("token_new"), {"token_name": "sync", "scopes": ["read"], "days": "30"})
    assert page.headers["Cache-Control"] == "no-store"
    secret = re.search(r"<code>(\S+)</code>", page.content.decode())[1]
    token = live(secret)
    assert (token.user, token.scopes) == (alice, ["read"])
    listed = as_alice.get(reverse("profile")).content.decode()
    assert "sync" in listed
    assert secret not in listed
    as_alice.post(reverse("token_revoke", args=[token.pk]))
    assert live(secret) is None


def test_a_token_needs_a_scope_and_a_length(as_alice):
    response = as_alice.post(reverse("token_new"), {"token_name": "sync", "days": "9000"})
    assert response.status_code == 422
    assert sorted(response.context["token_form"].errors) == ["days", "scopes"]
    assert not ApiToken.objects.exists()


def test_nobody_revokes_the_tokens_of_others(as_alice, client):
    bob = person("bob", "customer_care")
    client.force_login(bob)
    client.post(reverse("token_new"), {"token_name": "sync", "scopes": ["read"], "days": "30"})
    client.force_login(User.objects.get(username="alice"))
    assert client.post(reverse("token_revoke", args=[ApiToken.objects.get().pk])).status_code == 404
    assert ApiToken.objects.get().revoked_at is None


@pytest.mark.parametrize("name", ["profile", "profile_theme", "token_new"])
def test_strangers_are_asked_to_sign_in(client, name):
    assert client.get(reverse(name)).headers["Location"].startswith("/account/login/")
