"""What every answer carries."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from cases.models import User

LOGIN = "/account/login/"
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' data:",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "manifest-src": "'self'",
}

pytestmark = pytest.mark.django_db


def test_content_security_policy_allows_our_own_files_only(client: Client) -> None:
    sent = client.get(LOGIN).headers["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in sent.split(";")) == POLICY


@pytest.mark.parametrize("path", [LOGIN, "/nothing-here/"])
def test_the_other_headers_are_on_errors_too(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "Content-Security-Policy" in headers


def test_the_address_of_a_button_opened_by_itself_is_a_page_that_says_so(client: Client) -> None:
    client.force_login(User.objects.create_user("ann", name="Ann Lee"))
    answer = client.get("/notifications/read/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "Only a button leads here" in answer.content.decode()


def test_pages_of_signed_in_people_are_not_stored(client: Client) -> None:
    client.force_login(User.objects.create_user("ann", name="Ann Lee"))
    assert client.get("/account/password/change/").headers["Cache-Control"] == "no-store"


def test_signing_out_clears_what_the_browser_kept(client: Client) -> None:
    client.force_login(User.objects.create_user("ann", name="Ann Lee"))
    response = client.post("/account/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get(LOGIN).headers


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    cookie = client.get(LOGIN).cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_each_answer_has_an_id_of_its_own(client: Client) -> None:
    first, second = (client.get("/livez").headers["X-Request-ID"] for _ in range(2))
    assert len(first) == 32
    assert first != second


def test_a_strangers_request_id_is_not_taken(client: Client) -> None:
    assert (
        client.get("/livez", headers={"X-Request-ID": "forged-id-123"}).headers["X-Request-ID"]
        != "forged-id-123"
    )


def test_the_proxys_request_id_is_taken_where_it_is_harmless(client: Client, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    assert (
        client.get("/livez", headers={"X-Request-ID": "proxy-id-123"}).headers["X-Request-ID"]
        == "proxy-id-123"
    )
    for forged in ("x", "a b c d e f", "id\r\nSet-Cookie: a=b", "x" * 65):
        assert client.get("/livez", headers={"X-Request-ID": forged}).headers["X-Request-ID"] != forged
