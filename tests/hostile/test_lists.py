"""What may be asked of lists: words of a fixed list, plain values, and cursors that were given out here."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from django.test import Client

from cases.models import Case, User
from cases.paging import SORTS
from tests.cases.api.client import Program
from tests.contract.markup import MARKUP, faults_of, says
from tests.hostile.doors import ORDER

LISTS = ("/cases/", "/queue/order_processing/", "/cases/export.csv")
KEYS = (
    "account__password", "assignee__password", "-assignee__password", "assignee__grants__role", "pk", "?",
    "id;DROP TABLE cases_case", "due,reference", "a.b", "amount_shown", "reference--", "DUE", "{}",
    "due\x00",
    'a" ASC; SELECT pg_sleep(9)--', "_connector", "\u202e",
)  # fmt: skip
FILTERS = (
    "assignee__password", "assignee__password__startswith", "account__name__regex", "pk", "id", "or",
    "_connector", "team__in", "search_text", "state__isnull", "limit", "offset", "format__x", "visible_to",
    "user", MARKUP,
)  # fmt: skip
VALUES: dict[str, tuple[str, ...]] = {
    "kind": ("nothing", "%", MARKUP, "\x00"),
    "state": ("nothing", "%", "intake' OR 1=1", "\x00"),
    "team": ("nothing", "*", "\x00"),
    "account": ("9" * 400, "٣", "\x00", "x" * 201),
    "open": ("yes", "1", "TRUE", "\x00"),
    "snoozed": ("yes", "1", "TRUE", "\x00"),
    "due": ("never", "\x00"),
    "due_before": (
        "yesterday",
        "2026-01-01",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "\x00",
    ),
    "flag": ("nothing", "{}", "\x00"),
    "q": ("\x00", "a\u202eb", "a\u200bb", "x" * 201, "\ufffd"),
    "assignee": ("\x00", "x" * 201, "a\u202eb"),
    **dict.fromkeys(
        ("opened_from", "opened_to", "closed_from", "closed_to", "since_before"),
        (
            "yesterday",
            "2026-13-01",
            "0001-01-01",
            "9999-12-31",
            "9999-12-31T23:59:59-14:00",
            "2026-01-01T10:00",
            "\x00",
        ),
    ),
    "closed_by": ("nothing", "\x00"),
    "outcome": ("nothing", "\x00"),
    "late": ("yes", "\x00"),
    "refused": ("' OR 1=1", "x" * 101, "\x00"),
    "refused_from": ("2026-01-01",),  # of which reason?
    "refused_in": ("research",),
}


def cursor(*parts: Any) -> str:
    """A cursor as ours are written, with other parts."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


CURSORS = {
    "very long": "A" * 5000,
    "no base64": "%%%",
    "no JSON": base64.urlsafe_b64encode(b"{").decode(),
    "an unknown column": cursor("assignee__password", "x", 1),
    "a column of its own": cursor("pk", "1", 1),
    "no row": cursor("due", None, "1 OR 1=1"),
    "a row beyond numbers": cursor("due", None, 2**63),
    "a truth for a row": cursor("due", None, *[True]),
    "an instant without offset": cursor("due", "2026-01-01T00:00:00", 1),
    "a NUL": cursor("reference", "\x00", 1),
    "no amount": cursor("amount", "NaN", 1),
    "an amount without end": cursor("amount", "1e999999", 1),
    "a deep one": cursor(json.loads("[" * 60 + "]" * 60)),
    "a text": cursor("due"),
    "a number of 5,000 digits": base64.urlsafe_b64encode(b'["due",null,' + b"9" * 5000 + b"]").decode(),
}


def told_and_kept(desk: Client, params: dict[str, str]) -> None:
    """A page leads back to its list with a sentence; a file and a program get 422."""
    for url in LISTS:
        answer = desk.get(url, params)
        assert (answer.status_code, faults_of(answer)) == (422 if "export" in url else 302, []), (url, params)
    after = desk.get("/cases/")
    assert "The filters were cleared." in after.content.decode()
    assert faults_of(after) == []


@pytest.mark.parametrize("key", KEYS, ids=ascii)
def test_a_key_that_is_no_order(desk: Client, api: Program, key: str) -> None:
    told_and_kept(desk, {"sort": key})
    answer = api.get("/cases", sort=key)
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "sort")


@pytest.mark.parametrize("key", FILTERS, ids=lambda key: key[:20])
def test_a_key_that_is_no_filter(desk: Client, api: Program, key: str) -> None:
    told_and_kept(desk, {key: "x"})
    answer = api.get("/cases", **{key: "x"})
    assert (answer.status_code, faults_of(answer)) == (422, [])


@pytest.mark.parametrize("name", VALUES)
def test_a_value_that_no_filter_takes(desk: Client, api: Program, name: str) -> None:
    for value in VALUES[name]:
        answer = api.get("/cases", **{name: value})
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, name), value
        for url in ("/cases/", "/cases/export.csv"):
            answer = desk.get(url, {name: value})
            assert (answer.status_code in {302, 422}, faults_of(answer)) == (True, []), value


@pytest.mark.parametrize("what", CURSORS)
def test_a_cursor_that_is_none_of_ours(desk: Client, api: Program, what: str) -> None:
    told_and_kept(desk, {"cursor": CURSORS[what]})
    for url in ("/cases", "/deadlines"):
        answer = api.get(url, cursor=CURSORS[what])
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "cursor"), url


def test_every_order_is_a_column_of_the_list() -> None:
    columns = {field.name for field in Case._meta.get_fields()}
    assert {"due", "-due"} <= set(SORTS)
    assert not any("__" in name or name in {"id", "password"} for name in SORTS)
    assert "search_text" in columns - set(SORTS)


@pytest.mark.parametrize("words", ["%", "_", "%%%", "______", "\\", ".*", "*", "%_%"])
def test_wildcards_are_letters(desk: Client, api: Program, case: str, words: str) -> None:
    assert api.get("/cases", q=words).json()["items"] == []
    assert api.get("/cases", account=words).json()["items"] == []
    assert api.get("/cases", assignee=words).json()["items"] == []
    answer = desk.get("/search/", {"q": words})
    assert (answer.status_code, case in answer.content.decode()) == (200, False)


@pytest.mark.parametrize(
    "words", ["a & b", "!a", "a | b", "a:*", "'", "''", "a <-> b", "(", "a' | 'b", "\\'"]
)
def test_operators_of_the_search_are_letters(desk: Client, api: Program, case: str, words: str) -> None:
    assert api.get("/cases", q=words).status_code == 200
    assert desk.get("/search/", {"q": words}).status_code == 200


def test_words_that_hold_markup_come_back_as_text(desk: Client, case: str) -> None:
    words = MARKUP[:150]
    for url in ("/search/", "/cases/"):
        answer = desk.get(url, {"q": words})
        assert (answer.status_code, faults_of(answer)) == (200, [])
        assert says(answer.content.decode(), words)


@pytest.mark.parametrize("words", ["\x00", "a\x00b", "\u202e40", "x" * 500, "\ud800"], ids=ascii)
def test_words_that_cannot_be_searched_for_are_told(desk: Client, words: str) -> None:
    answer = desk.get("/search/?q=" + words.encode("utf-8", "surrogatepass").hex("%").join(["%", ""]))
    assert (answer.status_code, faults_of(answer)) == (200, [])
    assert any(word in answer.content.decode() for word in ("Remove", "too long", "could not be read"))


def test_an_address_that_holds_what_no_database_takes(desk: Client, api: Program, case: str) -> None:
    for word in ("%00", "RB-2026-%00", "%E2%80%AE", "%ff%fe", "x" * 3000, f"{case}%00", f"{case}%0d%0aX: y"):
        for url in (f"/cases/{word}/", f"/queue/{word}/", f"/board/{word}/", f"/cases/{case}/do/{word}/"):
            answer = desk.get(url)
            assert (answer.status_code, faults_of(answer)) == (404, []), url
        keyed = {"Idempotency_Key": f"key-{len(word)}"}
        assert api.post(f"/cases/{case}/actions/{word}", {}, **keyed).status_code == 404
    assert api.post("/cases/rebook", ORDER).status_code == 409, "the case is as it was"


def test_the_records_take_no_filter_that_no_database_takes(boss: User, case: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(boss)
    for query in ("kind=%00", "team=%00", "q=%00", "%00=1", "o=%00", "p=%00"):
        answer = client.get(f"/admin/cases/case/?{query}")
        assert (answer.status_code, faults_of(answer)) == (400, [])
    for query in (
        "password__startswith=x",
        "grants__role=x",
        "o=99.-99",
        "p=99999999999999999999",
        "_to_field=password",
    ):
        assert client.get(f"/admin/cases/user/?{query}").status_code < 500, query
