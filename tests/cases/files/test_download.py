"""Handing a file out: to whom, how, and when not."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.models import Document, RoleGrant, User
from tests.cases.api.client import Program
from tests.cases.files.conftest import Bring

pytestmark = pytest.mark.django_db


def page_of(case: Any, document: Document) -> str:
    """The address of the download."""
    return f"/cases/{case.reference}/files/{document.number}/"


def test_it_is_a_download_in_a_sandbox(case: Any, bring: Bring, window: Client, alice: User) -> None:
    bring("Ver<b>trag ü.txt", "Grüße".encode())
    document = Document.objects.get()
    by_page = window.get(page_of(case, document))
    program = Program(alice)
    path = f"/api/v1/cases/{case.reference}/files/{document.number}"
    by_api = program.client.get(path, headers=program.headers)
    for answer in (by_page, by_api):
        assert (answer.status_code, answer.content) == (200, "Grüße".encode())
        assert answer["Content-Type"] == "text/plain"
        assert answer["Content-Disposition"].startswith('attachment; filename="Ver_b_trag _.txt"; filename*=')
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert answer["Cache-Control"] == "no-store"
    assert window.head(page_of(case, document)).status_code == 200
    assert window.post(page_of(case, document)).status_code == 405


def test_who_does_not_see_the_case_gets_nothing(
    case: Any, brought: Document, charlie: User, client: Client
) -> None:
    client.force_login(charlie)
    assert client.get(page_of(case, brought)).status_code == 404
    assert Program(charlie).get(f"/cases/{case.reference}/files").status_code == 404
    assert Program(charlie).get(f"/cases/{case.reference}/files/{brought.number}").status_code == 404


def test_the_permission_is_asked_each_time(case: Any, brought: Document, bob: User, client: Client) -> None:
    client.force_login(bob)
    assert client.get(page_of(case, brought)).status_code == 200
    RoleGrant.objects.filter(user=bob).delete()
    assert client.get(page_of(case, brought)).status_code == 404


def test_a_stranger_is_asked_to_sign_in(case: Any, brought: Document, client: Client) -> None:
    answer = client.get(page_of(case, brought))
    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_a_file_of_another_case_is_not_there(
    a_case: Callable[..., Any], brought: Document, window: Client, alice: User
) -> None:
    other = a_case(account="Another")
    assert window.get(page_of(other, brought)).status_code == 404
    assert Program(alice).get(f"/cases/{other.reference}/files/{brought.number}").status_code == 404


@pytest.mark.parametrize("number", [str(uuid.UUID(int=7)), "1", "..%2f..%2fetc"])
def test_a_number_that_is_none(case: Any, window: Client, alice: User, number: str) -> None:
    assert window.get(f"/cases/{case.reference}/files/{number}/").status_code == 404
    assert Program(alice, held=False).get(f"/cases/{case.reference}/files/{number}").status_code == 404


@pytest.mark.parametrize("status", ["pending", "error", "infected"])
def test_what_is_in_quarantine_is_not_handed_out(
    case: Any, brought: Document, window: Client, alice: User, status: str
) -> None:
    Document.objects.filter(pk=brought.pk).update(status=status)
    answer = window.get(page_of(case, brought))
    assert answer.status_code == 409
    assert b"Agreed" not in answer.content
    program = Program(alice)
    answer = program.get(f"/cases/{case.reference}/files/{brought.number}")
    assert (answer.status_code, answer.json()["file_status"]) == (409, status)
    (row,) = program.get(f"/cases/{case.reference}/files").json()["items"]
    assert (row["status"], row["scanned"]) == (status, False)
    assert page_of(case, brought) not in window.get(f"/cases/{case.reference}/").content.decode()


def test_a_list_tells_what_a_program_needs(case: Any, brought: Document, alice: User) -> None:
    (row,) = Program(alice).get(f"/cases/{case.reference}/files").json()["items"]
    assert row["url"] == f"/api/v1/cases/{case.reference}/files/{brought.number}"
    assert (row["name"], row["by"], row["scanned"]) == ("agreement.txt", "alice", False)
