"""People, tokens, drafts and mails: what is typed about people is text, and nobody makes themselves more."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from cases.models import Account, ApiToken, Draft, Link, RoleGrant, User
from cases.people_forms import ProfileForm
from tests.cases.api.client import Program
from tests.cases.helpers import person
from tests.contract.markup import MARKUP, faults_of, says
from tests.contract.world import changed, fingerprint
from tests.hostile.doors import PAGE_ORDER, Doors

NAME = MARKUP[:110]
NEW = {"username": "new.person", "name": "New Person", "email": "new@example.com", "time_zone": "UTC"}
FORGED = {
    "is_staff": "on", "is_superuser": "on", "is_active": "", "password": "x", "id": "1", "pk": "1",
    "last_login": "x", "user_permissions": "1", "groups": "1", "granted_by": "1", "date_joined": "2000-01-01",
    "grants-0-role": "manager", "grants-TOTAL_FORMS": "1", "grants-0-id": "1",
}  # fmt: skip
SEEN = frozenset({"cases_peoplechange", "django_admin_log"})


@pytest.fixture
def office(boss: User) -> Client:
    """The administrator's browser."""
    client = Client(raise_request_exception=False)
    client.force_login(boss)
    return client


def test_markup_in_a_name_is_text_on_every_page_and_in_the_mail(
    office: Client, worker: User, desk: Client, case: str
) -> None:
    assert office.post("/people/new/", NEW | {"name": NAME, "roles": ["ar"]}).status_code == 302
    new = User.objects.get(username="new.person")
    assert new.name == NAME
    assert NAME not in mail.outbox[-1].subject + str(mail.outbox[-1].message().items())
    assert mail.outbox[-1].to == ["new@example.com"]
    User.objects.filter(pk=worker.pk).update(name=NAME)
    assert desk.post(f"/cases/{case}/do/claim/", {"key": "c"}).status_code == 302
    urls = ["/", "/cases/", f"/cases/{case}/", "/profile/", f"/cases/{case}/do/assign/", "/cases/export.csv"]
    for client, paths in (
        (desk, urls),
        (office, ["/people/", f"/people/{new.pk}/", f"/people/{worker.pk}/"]),
    ):
        for url in paths:
            assert faults_of(client.get(url)) == [], url
    assert says(office.get(f"/people/{new.pk}/").content.decode(), NAME)
    assert says(desk.get(f"/cases/{case}/").content.decode(), NAME)


def test_markup_in_the_records_is_text(office: Client, worker: User, case: str) -> None:
    User.objects.filter(pk=worker.pk).update(name=NAME)
    Account.objects.update(name=NAME)
    for url in (
        "/admin/",
        f"/admin/cases/user/{worker.pk}/change/",
        "/admin/cases/user/",
        "/admin/cases/account/",
    ):
        html = office.get(url).content.decode()
        assert "<q7" not in html
        assert "<img src=q7" not in html


def test_markup_in_a_token_s_name_is_text(desk: Client) -> None:
    answer = desk.post("/profile/tokens/", {"token_name": MARKUP[:80], "scopes": ["read"], "days": "9"})
    assert (answer.status_code, faults_of(answer)) == (200, [])
    token = ApiToken.objects.latest("pk")
    assert says(answer.content.decode(), MARKUP[:80].strip())
    done = desk.post(f"/profile/tokens/{token.pk}/revoke/", follow=True)
    assert (says(done.content.decode(), MARKUP[:80].strip()), faults_of(done)) == (True, [])


@pytest.mark.parametrize(
    "name", ["Ann\r\nBcc: all@example.com", "Ann\nLee", "Ann\u2028Lee", "Ann\x00", "\u202eAnn"], ids=ascii
)
def test_a_name_is_one_line_of_what_can_be_seen(office: Client, desk: Client, name: str) -> None:
    before = fingerprint(but=SEEN)
    for client, url, sent in (
        (office, "/people/new/", NEW | {"name": name}),
        (desk, "/profile/", {"name": name, "time_zone": "UTC", "density": "compact"}),
        (desk, "/profile/tokens/", {"token_name": name, "scopes": ["read"], "days": "9"}),
    ):
        answer = client.post(url, sent)
        assert (answer.status_code, faults_of(answer)) == (422, []), url
        assert "emove the" in answer.content.decode()
    assert changed(before, fingerprint(but=SEEN)) == set()
    assert mail.outbox == []


@pytest.mark.parametrize(
    "username", ["ｗｏｒｋｅｒ", "WORKER", "wor\u200bker", "wor\u00adker", "worker\u202e", "w orker", "<b>"]
)
def test_a_username_that_looks_like_another_is_taken_or_refused(
    office: Client, worker: User, username: str
) -> None:
    answer = office.post("/people/new/", NEW | {"username": username})
    assert (answer.status_code, faults_of(answer)) == (422, [])
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    "email",
    ["a@b.co\r\nBcc: c@d.eu", "a@b.co, c@d.eu", "Ann <a@b.co>", "a@exam\u202eple.com", "a\u200b@b.co"],
)
def test_an_address_is_one_address(office: Client, email: str) -> None:
    answer = office.post("/people/new/", NEW | {"email": email})
    assert (answer.status_code, mail.outbox) == (422, [])


def test_forged_fields_of_people_are_nobody_s_input(
    office: Client, desk: Client, worker: User, boss: User
) -> None:
    assert office.post("/people/new/", NEW | FORGED).status_code == 302
    new = User.objects.get(username="new.person")
    assert (new.is_staff, new.is_superuser, new.is_active, new.has_usable_password()) == (
        False,
        False,
        True,
        False,
    )
    assert not new.grants.exists()
    roles = set(worker.grants.values_list("role", flat=True))
    mine = ProfileForm(instance=worker).initial
    assert (
        desk.post(
            "/profile/", mine | FORGED | {"username": "boss2", "email": "x@y.z", "roles": ["manager"]}
        ).status_code
        == 302
    )
    worker.refresh_from_db()
    assert (worker.username, worker.email, worker.is_staff, worker.is_superuser) == (
        "worker", "worker@example.com", False, False,
    )  # fmt: skip
    assert set(worker.grants.values_list("role", flat=True)) == roles
    assert office.post(f"/people/{new.pk}/roles/", {"roles": ["system"]}).status_code == 422
    assert not RoleGrant.objects.filter(role="system").exists()


def test_who_is_no_administrator_finds_no_form_about_people(desk: Client, worker: User, boss: User) -> None:
    before = fingerprint()
    for url, sent in (
        ("/people/new/", NEW),
        (f"/people/{worker.pk}/roles/", {"roles": ["administrator"]}),
        (f"/people/{boss.pk}/active/", {"active": "0"}),
        (f"/people/{boss.pk}/password/", {}),
    ):
        assert desk.post(url, sent).status_code == 404, url
    assert changed(before, fingerprint()) == set()


def test_the_intake_keeps_and_shows_whatever_is_typed(doors: Doors) -> None:
    typed = PAGE_ORDER | {
        "order_no": MARKUP[:40],
        "account": NAME,
        "opportunity_id": MARKUP[:80],
        "time_zone": "Europe/Oslo",
    }
    told = doors.through("intake", **typed)
    assert (told.status, told.faults) == (302, [])
    draft = Draft.objects.get(user=doors.user, result="")
    base = f"/new/rebook/{draft.pk}"
    steps: dict[str, dict[str, str]] = {
        "heard": {"request_source": "ar"},
        "wish": {"wish": "licence_change"},
        "change": {"requested_change": MARKUP},
        "received": {"request_received_at": "2026-11-03T11:05", "customer_words": MARKUP},
    }
    for code, sent in steps.items():
        for url in (f"{base}/{code}/", "/new/rebook/", "/"):
            assert faults_of(doors.page.get(url)) == [], url
        bad = doors.page.post(f"{base}/{code}/", dict.fromkeys(sent, "x" * 10_000 + MARKUP))
        assert (bad.status_code, faults_of(bad)) == (422, [])
        assert doors.page.post(f"{base}/{code}/", sent).status_code == 302
    check = doors.page.get(f"{base}/check/")
    assert (faults_of(check), says(check.content.decode(), NAME)) == ([], True)
    done = doors.page.post(f"{base}/check/", {"do": "open"}, follow=True)
    assert (faults_of(done), says(done.content.decode(), NAME)) == ([], True)
    reference = Draft.objects.get(pk=draft.pk).result
    assert says(doors.page.get(f"/cases/{reference}/").content.decode(), MARKUP)
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    "text", ["\x00", "a\x00b", "x" * 100_000, "\ufffd", MARKUP], ids=lambda text: ascii(text)[:12]
)
def test_what_is_being_typed_is_kept_whatever_it_is(doors: Doors, text: str) -> None:
    doors.through("intake", order_no="")
    draft = Draft.objects.get(user=doors.user, result="")
    url, saves = f"/new/rebook/{draft.pk}/order/", draft.answers.get("saves", 0)
    answer = doors.page.post(
        url, PAGE_ORDER | {"account": text, "saves": saves}, headers={"HX-Request": "true"}
    )
    assert (answer.status_code, faults_of(answer)) == (200, [])
    shown = doors.page.get(url)
    assert (shown.status_code, faults_of(shown)) == (200, [])
    kept = text[:20_000].replace("\x00", "\ufffd")
    assert kept in unescape(shown.content.decode())


def test_a_draft_of_somebody_else_is_not_there(doors: Doors, boss: User, db: Any) -> None:
    doors.through("intake", order_no="")
    draft = Draft.objects.get(user=doors.user)
    other = Client()
    other.force_login(person("stranger", "ar"))
    for part in ("order/", "check/", "done/", "put-back/", "delete/"):
        for method in ("get", "post"):
            answer = getattr(other, method)(f"/new/rebook/{draft.pk}/{part}", PAGE_ORDER)
            assert answer.status_code in {404, 405}, part
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_token_of_somebody_else_is_not_there(worker: User, boss: User, office: Client) -> None:
    Program(worker)
    token = ApiToken.objects.get(user=worker)
    assert office.post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None
