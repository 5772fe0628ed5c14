"""The import page refuses: files that are none, people who may not, and what others brought."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases import registry
from cases.exchange import runs, working
from cases.models import Case, ImportFile, ImportRun, TimelineEntry, User
from tests.cases.helpers import person
from tests.cases.pages.importing import BAD, GOOD, begun, brought, imported, upload, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(alice: User, client: Client) -> Client:
    """Alice, signed in."""
    client.force_login(alice)
    return client


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "seats.csv", "The file is empty"),
        (b"a,b\n1,2", "seats.exe", "Choose a file ending in"),
        (b"PK\x03\x04 no zip", "seats.xlsx", "File:"),
        (b"\x00\x01\x02\xff\xfe\xfd" * 9, "seats.csv", "File:"),
        (b"x" * 21_000_000, "seats.csv", "larger than 20 MB"),
    ],
    ids=["empty", "ending", "zip", "binary", "large"],
)
def test_what_is_no_table_is_refused_and_not_kept(desk: Client, content: bytes, name: str, told: str) -> None:
    answer = upload(desk, content, name)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "<title>Error: " in page
    assert told in page
    assert not ImportFile.objects.exists()


@pytest.mark.parametrize("text", ['kind = "other"', "nonsense ]", "\xff\xfe"], ids=["kind", "toml", "utf8"])
def test_a_wrong_mapping_file_says_why(desk: Client, text: str) -> None:
    mapping = SimpleUploadedFile("map.toml", text.encode("latin-1"))
    answer = upload(desk, mapping=mapping)
    assert answer.status_code == 422
    assert "Mapping file:" in answer.content.decode()


def test_the_file_s_words_are_text_on_every_page(desk: Client) -> None:
    evil = "<script>alert(1)</script>"
    run = brought(desk, f"{evil},Customer,Seats now,Seats wanted\n{evil},{evil},x,8\n")
    pages = [desk.get(f"/import/{run.pk}/").content.decode()]
    begun(desk, run, how="partial")
    working.run_next()
    pages += [desk.get(url).content.decode() for url in (f"/import/{run.pk}/", "/import/")]
    assert all(evil not in page for page in pages)
    assert "&lt;script&gt;" in pages[0]


def test_a_file_s_name_is_shown_without_its_path_and_tricks(desk: Client) -> None:
    answer = upload(desk, GOOD, "..\\..\\a\u202egnp.csv")
    assert answer.status_code == 302
    assert ImportFile.objects.get().name == "agnp.csv"


def test_who_may_not_open_a_case_finds_nothing_here(client: Client, charlie: User) -> None:
    client.force_login(charlie)
    assert client.get("/import/").status_code == 404
    assert upload(client).status_code == 404
    assert "/import/" not in client.get("/").content.decode()
    assert not ImportFile.objects.exists()


def test_the_import_of_somebody_else_does_not_exist(desk: Client, bob: User) -> None:
    run = imported(desk, BAD)
    desk.force_login(bob)
    url = f"/import/{run.pk}/"
    for path in ("", "progress/", "report.csv", "report.xlsx"):
        assert desk.get(url + path).status_code == 404, path
    for path in ("start/", "again/", "cancel/"):
        assert desk.post(url + path, {"how": "partial"}).status_code == 404, path
    assert "seats.csv" not in words(desk, "/import/")


def test_a_manager_sees_every_import_and_starts_none(desk: Client, mona: User) -> None:
    run = imported(desk, BAD)
    desk.force_login(mona)
    told = words(desk, "/import/")
    assert "seats.csv" in told
    assert "Alice" in told
    assert "Choose a file" not in told
    assert "1 row is refused" in words(desk, f"/import/{run.pk}/")
    assert desk.get(f"/import/{run.pk}/report.csv").status_code == 200
    assert upload(desk).status_code == 404
    for path in ("again/", "cancel/", "start/"):
        assert desk.post(f"/import/{run.pk}/{path}").status_code == 404


def test_who_loses_the_role_meanwhile_opens_nothing(desk: Client, alice: User) -> None:
    run = brought(desk)
    begun(desk, run)
    alice.grants.all().delete()
    assert working.run_next()
    run.refresh_from_db()
    assert run.status in {"done", "failed"}
    assert not Case.objects.exists()


def test_looking_changes_nothing(desk: Client) -> None:
    run = brought(desk)
    before = list(ImportRun.objects.values())
    for path in ("start/", "again/", "cancel/"):
        assert desk.get(f"/import/{run.pk}/{path}").status_code == 405
    assert list(ImportRun.objects.values()) == before


def test_files_in_a_row_have_a_limit(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_PENDING", 1)
    begun(desk, brought(desk))
    answer = upload(desk)
    assert answer.status_code == 422
    assert "Let one finish, or cancel one." in answer.content.decode()


def test_two_roles_choose_in_which_one_they_open(client: Client, changed_kind: Any) -> None:

    opening = registry.get_kind("seat_change").opening
    changed_kind(opening=replace(opening, roles=frozenset({"customer_care", "csm"})))
    person("rita", "customer_care", "csm")
    client.force_login(User.objects.get(username="rita"))
    run = brought(client)
    assert "Open the cases as" in words(client, f"/import/{run.pk}/")
    begun(client, run, as_role="csm")
    working.run_next()
    assert TimelineEntry.objects.filter(action="open", as_role="csm").count() == 2
