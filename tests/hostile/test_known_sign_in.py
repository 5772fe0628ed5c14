"""Public faults of other systems around signing in: one test each, named after theirs, tried on this one."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from cases.models import User

LOGIN = "/account/login/"
ELSEWHERE = (
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\x00//evil.example",
)


def test_cve_2019_19844_a_look_alike_address_gets_no_mail(anybody: Client, worker: User) -> None:
    User.objects.filter(pk=worker.pk).update(email="mike@example.org")
    for address in ("m\u0131ke@example.org", "mike@example.org\u200b", "mike@ex\u0430mple.org"):
        anybody.post("/account/password/reset/", {"email": address})
    assert mail.outbox == []


def test_zammad_cve_2021_43145_nobody_learns_who_has_an_account(anybody: Client, worker: User) -> None:
    known, unknown = (
        anybody.post("/account/password/reset/", {"email": email})
        for email in (worker.email, "no@example.com")
    )
    assert (known.status_code, known.headers.get("Location")) == (
        unknown.status_code,
        unknown.headers.get("Location"),
    )
    texts = [
        anybody.post(LOGIN, {"login": name, "password": "wrong"}).content.decode().replace(name, "")
        for name in ("worker", "nobody")
    ]
    assert ["do not belong together" in text for text in texts] == [True, True]


def test_osticket_host_header_in_a_reset_is_refused(anybody: Client, worker: User) -> None:
    for headers in (
        {"Host": "evil.example"},
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example"},
    ):
        anybody.post("/account/password/reset/", {"email": worker.email}, headers=headers)
    assert "evil.example" not in "".join(message.body for message in mail.outbox)


def test_osticket_85a76f403_a_session_is_new_after_sign_in(anybody: Client, worker: User) -> None:
    anybody.cookies[settings.SESSION_COOKIE_NAME] = "f" * 32
    anybody.post(LOGIN, {"login": "worker", "password": "pw-for-tests"})
    assert anybody.cookies[settings.SESSION_COOKIE_NAME].value != "f" * 32
    assert anybody.get("/").status_code == 200


def test_osticket_01a378f64_a_password_changes_only_with_the_present_one(desk: Client, worker: User) -> None:
    new = {"password1": "A-long-new-passphrase-9", "password2": "A-long-new-passphrase-9"}
    for old in ("", "wrong", "\x00"):
        desk.post("/account/password/change/", new | {"oldpassword": old})
    worker.refresh_from_db()
    assert worker.check_password("pw-for-tests")


@pytest.mark.parametrize(
    "key", ["-", "1-", "-x", "1-set-password", "0-000000-0", "x" * 500 + "-y", "%00-%00"]
)
def test_cve_2026_41902_an_empty_or_made_up_reset_key_opens_nothing(
    anybody: Client, worker: User, key: str
) -> None:
    answer = anybody.get(f"/account/password/reset/key/{key}/", follow=True)
    assert answer.status_code in {200, 404}
    assert 'name="password1"' not in answer.content.decode()


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-User", "Remote-User", "X-Remote-User", "X-Auth-Request-Email", "X-SSL-Client-S-DN"],
)
def test_cve_2026_34720_a_header_signs_nobody_in(anybody: Client, worker: User, header: str) -> None:
    for value in ("worker", worker.email):
        assert anybody.get("/", headers={header: value}).status_code == 302
        assert anybody.get("/api/v1/cases", headers={header: value}).status_code == 401


def test_ghsa_forged_forwarded_for_gets_past_no_limit(anybody: Client, worker: User) -> None:
    answers = [
        anybody.post(
            LOGIN, {"login": f"user{n}", "password": "x"}, headers={"X-Forwarded-For": f"10.0.0.{n}"}
        )
        for n in range(40)
    ]
    assert answers[-1].status_code == 429


@pytest.mark.parametrize("target", ELSEWHERE, ids=ascii)
def test_cwe_601_nobody_is_led_elsewhere(anybody: Client, worker: User, case: str, target: str) -> None:
    signed_in = anybody.post(LOGIN, {"login": "worker", "password": "pw-for-tests", "next": target})
    assert (signed_in.status_code, signed_in["Location"]) == (302, "/")
    assert anybody.post("/account/logout/", {"next": target})["Location"].startswith(("/account/", "/"))
    for headers in (
        {"HX-Request": "true", "HX-Current-URL": target},
        {"Referer": target},
        {"Referer": "http://["},
    ):
        answer = anybody.post(f"/cases/{case}/do/note/", {"text": "x"}, headers=headers)
        led = answer.headers.get("HX-Redirect") or answer.headers["Location"]
        assert led.startswith("/account/login/?next=/")
        assert not led.startswith(("/account/login/?next=//", "/account/login/?next=/%5C"))
