"""Requests that no browser sends: sizes, encodings, shapes. Each gets an answer, and nothing is stored."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.test import Client

from tests.cases.api.client import BASE, Program
from tests.contract.markup import faults_of
from tests.contract.world import changed, fingerprint
from tests.hostile.doors import ORDER, REQUEST

FORM = "application/x-www-form-urlencoded"
PART = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\n%s\r\n--b--\r\n'
USED = frozenset({"cases_apitoken"})  # tokens note when they were used
CHARSETS = (
    "hex",
    "rot13",
    "idna",
    "undefined",
    "utf-7",
    "utf-16",
    "latin-1",
    "zlib",
    "unicode_escape",
    "no-such",
)
LENGTHS = ("abc", "-5", "٣", "9" * 5000, "1e3", "0x10")
BODIES = {
    "no JSON": b"{",
    "a list": b"[]",
    "a text": b'"x"',
    "nothing": b"null",
    "bytes that are no UTF-8": b'{"order_no":"\xff\xfe"}',
    "UTF-16": '{"order_no":"1"}'.encode("utf-16"),
    "a mark for the order of bytes": b'\xef\xbb\xbf{"order_no":"1"}',
    "half a character": b'{"order_no":"\\ud800"}',
    "a NUL": b'{"order_no":"\\u0000"}',
    "a key twice": b'{"order_no":"1","order_no":"2"}',
    "a number that is none": b'{"amount":NaN}',
    "an endless number": b'{"amount":' + b"9" * 5000 + b"}",
    "an endless list": b"[" * 100_000,
    "a deep object": b'{"a":' * 50 + b"1" + b"}" * 50,
    "a key of a prototype": b'{"__proto__":{"team":"sales"},"constructor":{}}',
}


@pytest.fixture
def note(case: str) -> str:
    """Where notes are written, on the page."""
    return f"/cases/{case}/do/note/"


def answered(client: Client, status: int, url: str, body: bytes, kind: str, **more: Any) -> str:
    """Sends it, asserts the status and that nothing is stored; the answer's text."""
    before = fingerprint()
    answer = client.generic("POST", url, body, content_type=kind, **more)
    assert (answer.status_code, faults_of(answer)) == (status, [])
    assert changed(before, fingerprint()) == set()
    return answer.content.decode()


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_form_in_another_encoding(desk: Client, note: str, charset: str) -> None:
    answered(desk, 415, note, b"text=x", f"{FORM}; charset={charset}")
    told = answered(desk, 415, note, PART % b"x", f"multipart/form-data; boundary=b; charset={charset}")
    assert "what you typed is still in the form" in told


def test_a_body_in_another_encoding(api: Program, desk: Client) -> None:
    body = json.dumps(ORDER).encode()
    for charset in CHARSETS:
        told = api.call(
            "POST", "/cases/rebook", raw=body, content_type=f"application/json; charset={charset}"
        )
        assert (told.status_code, told.json()["type"]) == (415, "/problems/media-type")


def test_text_that_is_no_utf_8_is_told_and_comes_back(desk: Client, note: str) -> None:
    told = answered(desk, 422, note, b"text=Nordlys+%F8+Oslo&key=k", FORM)
    assert "A character could not be read: type it again where � stands after “Nordlys”." in told
    assert "Nordlys � Oslo" in told
    # Bytes as they are, which no browser sends, are read as Latin-1.
    assert desk.generic("POST", note, b"text=Nordlys+\xf8+Oslo&key=k", content_type=FORM).status_code == 302
    assert "Nordlys ø Oslo" in desk.get(note.partition("do/")[0]).content.decode()


def test_a_body_of_another_type(api: Program) -> None:
    for kind in (
        "text/plain",
        "text/html",
        FORM,
        "multipart/form-data; boundary=b",
        "application/xml",
        "x",
        "",
    ):
        told = api.call("POST", "/cases/rebook", raw=b'{"a":1}', content_type=kind)
        assert told.status_code == 415, kind


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_no_object_or_one_that_nothing_should_hold(api: Program, what: str) -> None:
    before = fingerprint(but=USED)
    told = api.call("POST", "/cases/rebook", raw=BODIES[what])
    assert told.status_code in {400, 422}
    assert faults_of(told) == []
    assert changed(before, fingerprint(but=USED)) == set()


def test_a_body_of_2_mb(api: Program, desk: Client, note: str) -> None:
    body = json.dumps({"text": "x" * 2_000_000}).encode()
    told = api.call("POST", "/cases/rebook", raw=body)
    assert (told.status_code, told["Content-Type"]) == (413, "application/problem+json")
    assert told.json()["detail"] == "A body has at most 1 MB."
    for kind, sent in ((FORM, b"text=" + b"x" * 2_000_000), ("multipart/form-data; boundary=b", PART % body)):
        assert "That is too much for one form" in answered(desk, 413, note, sent, kind)


def in_pieces(api: Program, url: str, body: bytes, *, together: bool = True) -> Any:
    """A body without its length, as a server hands it on that has put the pieces together."""
    environ = {"wsgi.input": io.BytesIO(body), "wsgi.input_terminated": together, "CONTENT_LENGTH": ""}
    client = Client(raise_request_exception=False)
    kind, headers = "application/json", api.headers | {"Transfer-Encoding": "chunked"}
    return client.generic(
        "POST", f"/api/v1{url}", b"", content_type=kind, headers=headers, CONTENT_TYPE=kind, **environ
    )


def test_a_body_in_pieces_is_read_and_has_the_same_limit(api: Program, case: str) -> None:
    assert in_pieces(api, f"/cases/{case}/actions/note", b'{"text":"in pieces"}').status_code == 200
    told = in_pieces(api, "/cases/rebook", json.dumps({"order_no": "x" * 2_000_000}).encode())
    assert (told.status_code, told["Content-Type"]) == (413, "application/problem+json")
    told = in_pieces(api, "/cases/rebook", b'{"order_no":"1"}', together=False)
    assert told.json()["detail"] == "Send the body's length in Content-Length."


@pytest.mark.parametrize("length", LENGTHS, ids=lambda text: ascii(text)[:12])
def test_a_length_that_is_none(api: Program, desk: Client, note: str, length: str) -> None:
    told = answered(desk, 400, note, b"text=x", FORM, CONTENT_LENGTH=length)
    assert "That request could not be read" in told
    client = Client(raise_request_exception=False)
    url, kind = "/api/v1/cases/rebook", "application/json"
    problem = client.generic(
        "POST", url, b"{}", content_type=kind, headers=api.headers, CONTENT_LENGTH=length
    )
    assert (problem.status_code, problem["Content-Type"]) == (400, "application/problem+json")


def test_thousands_of_fields_and_parameters(api: Program, desk: Client, note: str) -> None:
    many = "&".join(f"a{number}=1" for number in range(2000))
    answered(desk, 400, note, many.encode(), FORM)
    assert desk.get(f"/cases/?{many}").status_code == 400
    assert api.call("GET", f"/cases?{many}").status_code == 400


def test_a_multipart_form_that_falls_apart(desk: Client, note: str) -> None:
    answered(desk, 400, note, b"x", "multipart/form-data; boundary=")
    answered(desk, 422, note, PART[:40], "multipart/form-data; boundary=b")


def test_10_000_characters_come_back_into_the_form(desk: Client, case: str, note: str) -> None:
    text = "Ærø " * 2500
    told = answered(desk, 422, note, f"text={text}&key=k".encode(), FORM)
    assert text.strip() in told
    assert "at most 4000 characters (it has 9999)" in told
    sent = REQUEST | {"requested_change": text, "key": "k"}
    answer = desk.post(f"/cases/{case}/do/record_request/", sent)
    assert (answer.status_code, text.strip() in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "FOO"])
def test_other_methods_change_nothing(desk: Client, api: Program, note: str, method: str) -> None:
    before = fingerprint()
    for url in (note, "/", "/cases/", "/new/rebook/", "/profile/", "/people/new/", "/api/v1/cases"):
        answer = desk.generic(method, url, b"text=x", content_type=FORM)
        assert answer.status_code < 500, url
    assert changed(before, fingerprint()) == set()


def test_what_answers_a_get_answers_a_head_without_its_body(api: Program, case: str) -> None:
    """Monitors and caches ask so; in the description a GET says enough."""
    for path in ("/cases", f"/cases/{case}", f"/cases/{case}/timeline", "/deadlines", "/policy/rebook"):
        read = api.get(path)
        told = api.client.head(f"{BASE}{path}", headers=api.headers)
        assert (told.status_code, told.content) == (read.status_code, b"") == (200, b""), path
        assert told["Content-Type"] == read["Content-Type"]
    assert api.client.head(f"{BASE}/decisions/rebook", headers=api.headers).status_code == 405
