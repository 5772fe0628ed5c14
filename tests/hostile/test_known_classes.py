"""Faults that other case systems had in public: one test each, named after theirs, tried on this one."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import FieldError
from django.test import Client

from accountops import logs
from cases.models import Account, User
from tests.cases.api.client import Program
from tests.cases.helpers import open_seats, person
from tests.contract.markup import faults_of, says
from tests.contract.world import changed, fingerprint
from tests.hostile.doors import ORDER, Doors

LOGIN = "/account/login/"


@pytest.fixture
def outsider(db: None) -> Client:
    """Somebody of a team that has nothing to do with orders."""
    client = Client()
    client.force_login(person("outsider", "sales_enablement"))
    return client


def test_freescout_ghsa_83xx_8c27_gq78_a_case_by_its_number_needs_access(outsider: Client, case: str) -> None:
    for url in (
        f"/cases/{case}/",
        f"/cases/{case}/do/note/",
        f"/api/v1/cases/{case}",
        f"/api/v1/cases/{case}/timeline",
    ):
        assert outsider.get(url).status_code == 404
    found = outsider.get("/search/", {"q": case})
    assert (found.status_code, f"/cases/{case}/" in found.content.decode()) == (200, False)
    assert case not in outsider.get("/cases/export.csv").getvalue().decode()


def test_cve_2026_40591_an_account_in_a_request_opens_nothing_else(outsider: Client, case: str) -> None:
    number, before = Account.objects.get(name=ORDER["account"]).pk, fingerprint()
    answer = outsider.post("/api/v1/cases/rebook", ORDER | {"account": number}, "application/json")
    assert (answer.status_code, ORDER["account"] in answer.content.decode()) == (403, False)
    assert outsider.get("/api/v1/cases", {"account": str(number)}).json()["items"] == []
    assert changed(before, fingerprint()) == set()


def test_cve_2026_34722_extra_links_at_the_opening_are_refused(api: Program, case: str) -> None:
    for extra in ("links", "related", "other", "duplicate_of", "messages", "decision", "timeline"):
        answer = api.post("/cases/rebook", ORDER | {"order_no": "40-9", extra: [case]})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/{extra}")


def test_cve_2026_42318_a_side_feature_deletes_nothing(desk: Client, case: str) -> None:
    for url in (
        f"/cases/{case}/",
        f"/api/v1/cases/{case}",
        f"/admin/cases/case/{case}/delete/",
        "/people/1/",
    ):
        assert desk.delete(url).status_code in {404, 405, 200}
    assert desk.get(f"/cases/{case}/").status_code == 200


def test_cve_2026_44281_a_role_of_another_kind_is_not_enough(case: str, worker: User) -> None:
    carer = person("carer", "customer_care")
    seats = open_seats(carer)
    program, other = Program(carer), Program(worker)
    assert program.post(f"/cases/{case}/actions/withdraw", {}).status_code in {403, 404}
    assert other.post(f"/cases/{seats.reference}/actions/approve", {}).status_code in {403, 404}


def test_cve_2026_32312_an_export_needs_the_right_to_see(
    outsider: Client, anybody: Client, case: str
) -> None:
    assert anybody.get("/cases/export.csv").status_code == 302
    assert ORDER["account"] not in outsider.get("/cases/export.csv").getvalue().decode()


def test_cve_2025_53105_rules_are_changed_by_managers_only(api: Program) -> None:
    before = fingerprint(but=frozenset({"cases_apitoken"}))
    answer = api.put("/policy/rebook", {"values": {"window_hours": 1}, "reason": "x"})
    assert answer.status_code in {403, 422}
    assert changed(before, fingerprint(but=frozenset({"cases_apitoken"}))) == set()


def test_osticket_5972fe819_a_linked_case_gives_no_access(case: str, worker: User) -> None:
    agent, seats = person("agent", "ar"), open_seats(person("carer", "customer_care"))
    link = {"other": seats.reference, "relation": "related"}
    answer = Program(agent).post(f"/cases/{case}/actions/link", link)
    assert answer.status_code == 422, "what one may not see does not exist to be linked"
    assert Program(worker).post(f"/cases/{case}/actions/link", link).status_code == 200, (
        "a supervisor sees both"
    )
    assert seats.reference not in desk_page(agent, case)


def desk_page(user: User, case: str) -> str:
    """The case's page as this person sees it."""
    client = Client()
    client.force_login(user)
    return client.get(f"/cases/{case}/").content.decode()


def test_ghsa_mxcg_7m22_x9pj_sorting_is_no_oracle(desk: Client, api: Program, case: str) -> None:
    for key in ("account__password", "assignee__password", "-assignee__password", "mailbox__password"):
        assert api.get("/cases", sort=key).status_code == 422
        assert desk.get("/cases/", {"sort": key})["Location"] == "/cases/"


def test_cve_2026_1312_a_parameter_never_becomes_a_keyword_of_a_query(api: Program, case: str) -> None:
    for key in ("assignee.password", "due.x", "_connector", "_negated", "x'y"):
        try:
            assert api.get("/cases", sort=key).status_code == 422
            assert api.get("/cases", **{key: "OR"}).status_code == 422
        except FieldError:  # pragma: no cover - what this test is against
            pytest.fail(f"{key} reached the query")


def test_ghsa_gh3r_a_wildcard_finds_nothing(api: Program, case: str) -> None:
    for wildcard in ("%", "_", "%%", "\\%"):
        assert api.get("/cases", q=wildcard).json()["items"] == []


def test_ghsa_jpq8_nested_markup_is_shown_not_stripped(desk: Client, case: str) -> None:
    text = "<scr<script>ipt>alert(1)</scr</script>ipt><<b>img src=x onerror=alert(1)>"
    assert desk.post(f"/cases/{case}/do/note/", {"text": text, "key": "k"}).status_code == 302
    answer = desk.get(f"/cases/{case}/")
    assert (says(answer.content.decode(), text), faults_of(answer)) == (True, [])


def test_ghsa_2g42_every_answer_has_the_content_policy(desk: Client, anybody: Client, case: str) -> None:
    fragment = {"HX-Request": "true"}
    pages = [
        desk.get(url, headers=head)
        for url in ("/cases/", f"/cases/{case}/do/note/")
        for head in ({}, fragment)
    ]
    pages += [
        desk.get(url)
        for url in ("/nothing/", "/static/icons/mark.svg", "/livez", "/readyz", "/api/v1/nothing")
    ]
    pages += [
        anybody.get("/", headers={"Host": "evil.example"}),
        anybody.generic("POST", LOGIN, b"x", content_type="text/x; charset=hex"),
    ]
    assert {answer.status_code for answer in pages} >= {200, 400, 404, 415}
    assert all("script-src 'self'" in answer["Content-Security-Policy"] for answer in pages)
    for answer in pages:
        answer.getvalue()  # a file is closed when it was read
        answer.close()


@pytest.mark.parametrize("style", ["text", "json"])
def test_ghsa_9cm3_headers_and_addresses_forge_no_line_of_the_log(
    anybody: Client, style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    formatter = logging.config.DictConfigurator(logs.config("INFO", style)).configure_formatter(
        logs.config("INFO", style)["formatters"]["structured"]
    )
    lines: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(formatter.format(record))

    handler = Listening()
    logging.getLogger().addHandler(handler)
    try:
        for path in (
            "/x%0A2026-01-01 [info] forged",
            "/x%0D%0Aforged",
            "/x%1B[2Jforged",
            "/api/v1/x%0Aforged",
        ):
            anybody.get(path, headers={"X-Request-ID": "id\nforged", "User-Agent": "a\nforged"})
    finally:
        logging.getLogger().removeHandler(handler)
    assert len(lines) >= 4
    assert not any("\n" in line or "\r" in line or "\x1b" in line for line in lines)


def test_osticket_7c5c584f9_a_name_adds_no_recipient(boss: User) -> None:
    client = Client()
    client.force_login(boss)
    sent = {
        "username": "eve",
        "name": "all@example.com, Eve <eve@b.co>",
        "email": "eve@example.com",
        "time_zone": "UTC",
    }
    assert client.post("/people/new/", sent).status_code == 302
    assert [message.recipients() for message in mail.outbox] == [["eve@example.com"]]


def test_cve_2026_22248_nothing_is_made_from_stored_bytes() -> None:
    assert settings.SESSION_SERIALIZER.endswith("JSONSerializer")
    assert "pickle" not in json.dumps([settings.SESSION_ENGINE, settings.MESSAGE_STORAGE])


@pytest.mark.parametrize(
    "text", ["{{ 7*7 }}", "{% load static %}", "{0.__class__.__mro__}", "${7*7}", "%(password)s", "#{7*7}"]
)
def test_cwe_1336_a_template_typed_is_text(doors: Doors, text: str) -> None:
    assert doors.page.post(f"/cases/{doors.case}/do/note/", {"text": text, "key": "k"}).status_code == 302
    html = doors.page.get(f"/cases/{doors.case}/").content.decode()
    assert (says(html, text), ">49<" in html) == (True, False)


@pytest.mark.parametrize(
    "version", ["0", "-1", "999", "9" * 5000, "²", "٣", "abc", "1e3", "1 OR 1=1"], ids=lambda v: ascii(v)[:9]
)
def test_cwe_472_a_forged_version_is_a_stale_form(desk: Client, case: str, version: str) -> None:
    before = fingerprint()
    sent: dict[str, Any] = {"why": "my words", "amount": "1.00", "version": version, "key": "k"}
    answer = desk.post(f"/cases/{case}/do/correct_facts/", sent)
    assert (answer.status_code, faults_of(answer)) == (409, [])
    assert says(answer.content.decode(), "my words")
    assert changed(before, fingerprint()) == set()


def test_cwe_841_a_key_used_again_loses_nothing(desk: Client, case: str) -> None:
    url = f"/cases/{case}/do/note/"
    for text in ("first", "first", "second"):
        assert desk.post(url, {"text": text, "key": "the-same"}).status_code == 302
    assert desk.post(f"/cases/{case}/do/claim/", {"key": "the-same"}).status_code == 302
    html = desk.get(f"/cases/{case}/?show=notes").content.decode()
    assert (html.count(">first<"), html.count(">second<")) == (1, 1)
    for key in ("\x00", "x" * 10_000, "é", "a\r\nX: y", ""):
        assert desk.post(url, {"text": "x", "key": key}).status_code == 302


def test_cwe_113_a_key_or_version_in_a_header_is_plain(api: Program, case: str) -> None:
    for key in ("", "x" * 201, "é", "\x00"):
        answer = api.post(f"/cases/{case}/actions/note", {"text": "x"}, Idempotency_Key=key)
        assert (answer.status_code, faults_of(answer)) == (400, []), key
    for version in ("9" * 5000, "abc", 'W/"4"', '"1","2"', "-1"):
        assert api.post(f"/cases/{case}/actions/note", {"text": "x"}, If_Match=version).status_code == 400, (
            version
        )
