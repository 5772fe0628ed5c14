"""The core action `attach`: through the door, on the page and through the API."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, connection, transaction
from django.test import Client

from cases import timeline
from cases.models import Document, DocumentContent, TimelineEntry, User
from cases.workflow import InputErrors, advance
from tests.cases.api.client import Program
from tests.cases.files.conftest import Bring, as_form, as_json
from tests.cases.files.samples import PDF
from tests.cases.helpers import codes


@pytest.mark.django_db
class TestTheDoor:
    """What is stored, and what is not."""

    def test_a_file_is_stored_with_its_entry(self, case: Any, bring: Bring, alice: User) -> None:
        outcome = bring("Offer 1.pdf", PDF, "The offer")
        document = Document.objects.get()
        entry = outcome.entry
        assert entry is not None
        assert (document.name, document.purpose, document.size) == ("Offer 1.pdf", "The offer", len(PDF))
        assert document.sha256 == hashlib.sha256(PDF).hexdigest()
        assert (document.uploaded_by, document.as_role) == (alice, "customer_care")
        assert (document.case_id, document.entry) == (case.pk, entry.seq)
        assert bytes(document.content.data) == PDF
        told = {"number": str(document.number), "size": len(PDF), "sha256": document.sha256}
        assert entry.data["documents"] == [told]
        assert "Offer" not in str(entry.data)
        assert entry.personal.data == {"name": "Offer 1.pdf", "purpose": "The offer"}
        assert list(timeline.faults(case.pk)) == []

    def test_an_auditor_adds_nothing(self, bring: Bring, audi: User) -> None:
        assert codes(bring(actor=audi)) == ["WRONG_ROLE"]
        assert not Document.objects.exists()

    def test_a_closed_case_takes_files(self, case: Any, bring: Bring, alice: User, a_case: Any) -> None:
        data = {"other": a_case(account="Other").reference, "reason": "same"}
        assert advance(case.reference, "mark_duplicate", actor=alice, data=data).ok
        assert bring().ok

    def test_nothing_is_left_of_a_change_that_fails(
        self, bring: Bring, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(rows: Any) -> None:
            raise IntegrityError("the disk is full")

        monkeypatch.setattr(TimelineEntry.objects, "bulk_create", fail)
        with pytest.raises(IntegrityError), transaction.atomic():
            bring()
        assert not Document.objects.exists()
        assert not DocumentContent.objects.exists()

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE cases_document SET name = 'x.pdf'",
            "UPDATE cases_document SET key = 'x'",
            "UPDATE cases_documentcontent SET data = 'x'",
            "DELETE FROM cases_documentcontent",
            "DELETE FROM cases_document",
        ],
    )
    def test_nothing_of_it_is_overwritten_or_deleted(self, brought: Document, sql: str) -> None:
        with pytest.raises(InternalError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
        assert bytes(brought.content.data) == b"Agreed."

    def test_two_files_of_one_name_are_two_files(self, bring: Bring) -> None:
        assert bring().ok
        assert bring().ok
        assert len(set(Document.objects.values_list("number", flat=True))) == 2
        assert len(set(Document.objects.values_list("key", flat=True))) == 2

    @pytest.mark.parametrize(
        ("limits", "told"),
        [
            ({"FILES_PER_CASE": 1}, "this one is full"),
            ({"FILES_PER_CASE_BYTES": 10}, "this one is full"),
            ({"FILES_PER_DAY": 1}, "Go on tomorrow"),
            ({"FILES_PER_DAY_BYTES": 10}, "Go on tomorrow"),
        ],
        ids=["files of a case", "bytes of a case", "files of a day", "bytes of a day"],
    )
    def test_a_case_and_a_day_hold_so_much(
        self, bring: Bring, settings: Any, limits: dict[str, int], told: str
    ) -> None:
        for name, value in limits.items():
            setattr(settings, name, value)
        assert bring().ok
        with pytest.raises(InputErrors, match=told):
            bring()
        assert Document.objects.count() == 1


@pytest.mark.django_db
class TestThePage:
    """With and without scripts it is one multipart form."""

    def test_the_case_s_page_says_the_limits_and_shows_the_file(
        self, window: Client, case: Any, sent: Callable[..., Any]
    ) -> None:
        page = window.get(f"/cases/{case.reference}/").content.decode()
        assert "No file belongs to this case." in page
        assert "up to 10 MB" in page
        assert 'enctype="multipart/form-data"' in page
        assert sent("<b>deal</b>.pdf", PDF).status_code == 302
        page = window.get(f"/cases/{case.reference}/").content.decode()
        document = Document.objects.get()
        assert f"/cases/{case.reference}/files/{document.number}/" in page
        assert "&lt;b&gt;deal&lt;" in page or "b&gt;.pdf" in page
        assert "Not scanned for viruses" in page
        assert document.sha256 in page

    def test_its_own_page_works_alone(self, window: Client, case: Any) -> None:
        page = window.get(f"/cases/{case.reference}/do/attach/").content.decode()
        assert 'type="file"' in page
        assert 'enctype="multipart/form-data"' in page

    @pytest.mark.parametrize(
        ("file", "told"),
        [
            (("a.exe", b"MZ"), "Files of this sort are not taken"),
            (("a.pdf", b"MZ"), "no PDF inside"),
            (("a.txt", b""), "The file is empty"),
        ],
        ids=["ending", "content", "empty"],
    )
    def test_a_wrong_file_is_told_at_its_field(
        self, sent: Callable[..., Any], file: tuple[str, bytes], told: str
    ) -> None:
        answer = sent(*file)
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not Document.objects.exists()

    @pytest.mark.parametrize("given", ["", "text"], ids=["nothing", "a text"])
    def test_a_form_without_a_file_asks_for_one(self, window: Client, case: Any, given: str) -> None:
        url = f"/cases/{case.reference}/do/attach/"
        answer = window.post(url, {"purpose": "x", "file": given})
        assert answer.status_code == 422
        assert "Choose a file." in answer.content.decode()

    def test_a_double_click_is_one_file_and_another_file_is_another(self, sent: Callable[..., Any]) -> None:
        for content in (b"one", b"one", b"two"):
            assert sent("a.txt", content, key="the same").status_code == 302
        assert Document.objects.count() == 2

    def test_a_file_for_an_action_without_files_is_nobody_s_input(self, window: Client, case: Any) -> None:
        data = {"text": "Called.", "key": "k", "file": SimpleUploadedFile("a.txt", b"x")}
        assert window.post(f"/cases/{case.reference}/do/note/", data).status_code == 302
        assert not Document.objects.exists()

    def test_too_many_in_a_minute_are_told_when_to_go_on(
        self, sent: Callable[..., Any], settings: Any
    ) -> None:
        settings.FILES_PER_MINUTE = 1
        cache.clear()
        assert sent().status_code == 302
        answer = sent()
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 60
        assert "Send this one again in" in answer.content.decode()

    def test_a_request_far_too_large_is_refused_unread(
        self, window: Client, case: Any, settings: Any
    ) -> None:
        settings.FORM_MAX_BYTES = 1000
        answer = window.post(f"/cases/{case.reference}/do/attach/", as_form("a.txt", b"x" * 1000))
        assert answer.status_code == 413


@pytest.mark.django_db
class TestTheApi:
    """JSON for small files, a form for all."""

    def test_json_and_form_bring_the_same(self, case: Any, alice: User) -> None:
        care, path = Program(alice), f"/cases/{case.reference}/actions/attach"
        assert care.post(path, as_json()).status_code == 200
        form = care.client.post(f"/api/v1{path}", as_form(), headers=care.headers)
        assert form.status_code == 200, form.content
        one, two = Document.objects.all()
        assert (one.name, one.sha256, one.purpose) == (two.name, two.sha256, two.purpose)

    @pytest.mark.parametrize(
        ("given", "pointer"),
        [
            ({"file": "x", "purpose": "y"}, "/file"),
            ({"file": {"name": "a.txt"}, "purpose": "y"}, "/file"),
            ({"file": {"name": "a.txt", "content": "!"}, "purpose": "y"}, "/file"),
            ({"file": {"name": "a.txt", "content": 5}, "purpose": "y"}, "/file/content"),
            ({"file": {"name": "a.txt", "content": "eA==", "more": 1}, "purpose": "y"}, "/file/more"),
            (as_json("a\u202e.txt"), "/file"),
            (as_json("a.exe", b"MZ"), "/file"),
            (as_json(content=b""), "/file"),
            ({"purpose": "y"}, "/file"),
            (as_json(purpose=""), "/purpose"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_place(
        self, case: Any, alice: User, given: dict[str, Any], pointer: str
    ) -> None:
        answer = Program(alice).post(f"/cases/{case.reference}/actions/attach", given)
        assert answer.status_code == 422
        assert [error["pointer"][: len(pointer)] for error in answer.json()["errors"]] == [pointer]
        assert not Document.objects.exists()

    def test_a_form_above_the_limit_is_413_and_one_for_another_action_415(
        self, case: Any, alice: User, settings: Any
    ) -> None:
        care, path = Program(alice), f"/api/v1/cases/{case.reference}/actions"
        settings.FILE_MAX_BYTES = 1000
        large = as_form("a.txt", b"x" * 1_002_000)
        answer = care.client.post(f"{path}/attach", large, headers=care.headers)
        assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
        answer = care.client.post(f"{path}/note", as_form(), headers=care.headers)
        assert answer.status_code == 415

    def test_a_field_that_is_there_twice_is_refused(self, case: Any, alice: User) -> None:
        care = Program(alice)
        files = [SimpleUploadedFile("a.txt", b"1"), SimpleUploadedFile("b.txt", b"2")]
        url = f"/api/v1/cases/{case.reference}/actions/attach"
        answer = care.client.post(url, {"file": files, "purpose": "x"}, headers=care.headers)
        assert answer.status_code == 422
        assert not Document.objects.exists()

    def test_too_many_in_a_minute(self, case: Any, alice: User, settings: Any) -> None:
        settings.FILES_PER_MINUTE = 1
        cache.clear()
        care, path = Program(alice), f"/cases/{case.reference}/actions/attach"
        assert [care.post(path, as_json()).status_code for _ in range(2)] == [200, 429]

    def test_a_case_that_one_does_not_see_is_not_there(self, case: Any, charlie: User) -> None:
        other = Program(charlie)
        answer = other.client.post(
            f"/api/v1/cases/{case.reference}/actions/attach", as_form(), headers=other.headers
        )
        assert answer.status_code == 404
