"""Taking a file away: who may, what has to stay, and that nothing of its bytes is left."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from cases import timeline
from cases.files import removing, scanning
from cases.files.scanning import scan_due
from cases.models import ConsentRequest, Document, DocumentContent, User
from cases.workflow import InputErrors, Outcome, advance
from tests.cases.api.client import Program
from tests.cases.files.conftest import Bring
from tests.cases.helpers import codes, done, fresh

WHY = "It is another customer's."


def remove(case: Any, document: Document, actor: User, reason: str = WHY) -> Outcome:
    """Removes a file through the door."""
    data = {"file": str(document.number), "reason": reason}
    return advance(case.reference, "remove_file", actor=actor, data=data)


@pytest.mark.parametrize(
    ("came_by", "agreed", "told"),
    [
        ("attach", False, ""),
        ("attach", True, "The agreement of Nordwind rests on this file."),
        ("answer_consent", True, "The agreement of Nordwind rests on this file."),
        ("add_mail", False, "The file came with a mail and stays with it."),
        ("do_step", False, "The file proves what was done when it came."),
    ],
)
def test_what_rests_on_a_file(came_by: str, agreed: bool, told: str) -> None:
    document = Document(number=uuid.UUID(int=1))
    number = document.number if agreed else uuid.UUID(int=2)
    asked = [ConsentRequest(party_name="Nordwind", document=number), ConsentRequest(party_name="Other")]
    assert removing.rests(document, came_by, asked) == told


@pytest.mark.django_db
class TestTheDoor:
    """What goes, what stays, and what is told."""

    def test_the_bytes_go_and_the_timeline_keeps_name_who_and_why(
        self, case: Any, brought: Document, alice: User
    ) -> None:
        version = fresh(case).version
        outcome = done(remove(case, brought, alice))
        assert not DocumentContent.objects.exists()
        brought.refresh_from_db()
        assert (brought.removed_at is not None, brought.may_be_read) == (True, False)
        entry = outcome.entry
        assert entry is not None
        told = {"number": str(brought.number), "size": 7, "sha256": brought.sha256}
        assert (entry.actor, entry.data["removed"]) == (alice, told)
        assert entry.personal.data == {"name": "agreement.txt", "reason": WHY}
        assert "agreement" not in str(entry.data)
        assert fresh(case).version == version
        assert list(timeline.faults(case.pk)) == []

    def test_who_brought_it_or_a_manager_removes_it(
        self, case: Any, bring: Bring, alice: User, bob: User, mona: User, audi: User
    ) -> None:
        for _ in range(2):
            bring()
        mine, other = Document.objects.order_by("pk")
        refused = remove(case, mine, bob)
        assert codes(refused) == ["FILE_NOT_YOURS"]
        assert refused.refusals[0].message == "Only Alice or a manager can remove this file."
        assert "WRONG_ROLE" in codes(remove(case, mine, audi))
        done(remove(case, mine, alice))
        done(remove(case, other, mona))

    def test_what_something_rests_on_stays_with_its_reason(
        self, case: Any, bring: Bring, mona: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(removing, "ATTACH", "another_act")  # as if it had come with a step
        bring()
        document = Document.objects.get()
        refused = remove(case, document, mona)
        assert codes(refused) == ["FILE_IS_NEEDED"]
        assert refused.refusals[0].message == "The file proves what was done when it came."
        assert DocumentContent.objects.exists()
        window = Client()
        window.force_login(mona)
        page = window.get(f"/cases/{case.reference}/").content.decode()
        assert f'aria-describedby="stays-{document.number}"' in page

    def test_a_closed_case_keeps_its_files(
        self, case: Any, brought: Document, alice: User, a_case: Any
    ) -> None:
        data = {"other": a_case(account="Other").reference, "reason": "same"}
        done(advance(case.reference, "mark_duplicate", actor=alice, data=data))
        assert "WRONG_STATE" in codes(remove(case, brought, alice))

    def test_a_reason_is_needed_and_a_file_of_this_case(
        self, case: Any, bring: Bring, brought: Document, alice: User, a_case: Any
    ) -> None:
        with pytest.raises(InputErrors):
            remove(case, brought, alice, reason=" ")
        other = a_case(account="Other")
        assert codes(remove(other, brought, alice)) == ["NO_FILE"]
        bring("second.txt")
        done(remove(case, brought, alice))
        with pytest.raises(InputErrors) as caught:
            remove(case, brought, alice)
        assert caught.value.errors == {"file": ["This case holds no such file."]}

    def test_the_database_lets_bytes_go_with_the_mark_alone_and_keeps_the_mark(
        self, case: Any, brought: Document, alice: User
    ) -> None:
        done(remove(case, brought, alice))
        for sql in (
            "UPDATE cases_document SET removed_at = NULL",
            "UPDATE cases_document SET removed_at = now() + interval '1 day'",
            "DELETE FROM cases_document",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)

    def test_the_scanner_is_not_given_what_was_removed(
        self, case: Any, bring: Bring, alice: User, settings: Any
    ) -> None:
        settings.FILE_SCANNER = "tests.cases.files.test_removing.scanner"
        bring()
        claimed = scanning._claimed()
        assert claimed is not None
        done(remove(case, Document.objects.get(), alice))
        assert scanning._scan(claimed) is False
        document = Document.objects.get()
        assert (document.status, document.next_attempt_at, scan_due()) == ("pending", None, 0)


def scanner(content: bytes) -> str:
    """A scanner that is never asked."""
    raise AssertionError("there is nothing to look at")


@pytest.mark.django_db
class TestPagesAndPrograms:
    """How it is offered, and what is left to be seen."""

    def test_the_page_offers_it_and_the_download_is_gone(
        self, case: Any, brought: Document, window: Client, charlie: User
    ) -> None:
        address, way = f"/cases/{case.reference}/", f"do/remove_file/?file={brought.number}"
        assert way in window.get(address).content.decode()
        assert "Remove agreement.txt" in window.get(f"{address}{way}").content.decode()
        given = {"file": str(brought.number), "reason": WHY, "key": "one"}
        for _ in range(2):  # twice is once
            assert window.post(f"{address}do/remove_file/", given).status_code == 302
        page = window.get(address).content.decode()
        for words in ("No file belongs to this case.", "removed a file", "It is another customer"):
            assert words in page
        answer = window.get(f"{address}files/{brought.number}/")
        assert (answer.status_code, b"was removed" in answer.content) == (410, True)
        stranger = Client()
        stranger.force_login(charlie)
        assert stranger.get(f"{address}files/{brought.number}/").status_code == 404
        assert stranger.post(f"{address}do/remove_file/", given).status_code == 404

    def test_colleagues_are_not_offered_it(self, case: Any, brought: Document, bob: User) -> None:
        window = Client()
        window.force_login(bob)
        page = window.get(f"/cases/{case.reference}/").content.decode()
        assert "agreement.txt" in page
        assert "remove_file" not in page

    def test_programs_do_the_same(self, case: Any, brought: Document, alice: User) -> None:
        program, path = Program(alice), f"/cases/{case.reference}/files"
        given = {"file": str(brought.number), "reason": WHY}
        answer = program.post(f"/cases/{case.reference}/actions/remove_file", given)
        assert answer.status_code == 200, answer.content
        assert program.get(path).json()["items"] == []
        gone = program.get(f"{path}/{brought.number}")
        assert (gone.status_code, gone.json()["type"]) == (410, "/problems/removed")
