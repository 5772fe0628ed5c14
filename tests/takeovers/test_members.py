"""The members file on its step, and the report of its import read back as the proof."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Document, User
from cases.workflow import InputErrors, advance
from takeovers.models import TakeoverCase
from tests.cases.helpers import person
from tests.takeovers.test_pages import reseller

pytestmark = pytest.mark.django_db
COMPANY = "Signal Ouest 0"


@pytest.fixture
def care(client: Client) -> User:
    user = person("celia", "customer_care")
    client.force_login(user)
    return user


@pytest.fixture
def case(care: User) -> TakeoverCase:
    """A reseller's one customer with five users, step 1 done."""
    found = reseller(care, "Signal Ouest", 1)
    custom = [{"plan": "Business", "quantity": 5}]
    done = {"company": COMPANY, "number": 1, "custom": custom}
    assert advance(found.reference, "step", actor=care, data=done).ok
    return found


def report(
    request: str, succeeded: Any, failed: Any = 0, lines: list[int] | None = None
) -> SimpleUploadedFile:
    rows = [{"status": "failed", "line": line} for line in lines or []]
    data = {"reqId": request, "report": rows, "counters": {"succeeded": succeeded, "failed": failed}}
    return SimpleUploadedFile("report.json", json.dumps({"data": data}).encode())


def send(case: TakeoverCase, care: User, file: SimpleUploadedFile, **more: Any) -> Any:
    given = {"company": COMPANY, "number": 2, "on_behalf_of": "current_partner", "report": file, **more}
    return advance(case.reference, "step", actor=care, data=given)


def step_two(case: TakeoverCase) -> Any:
    return TakeoverCase.objects.get(pk=case.pk).parts.step(COMPANY, 2)


def test_the_file_hangs_on_its_open_step(client: Client, case: TakeoverCase) -> None:
    url = f"/cases/{case.reference}/make/members/"
    page = client.get(f"/cases/{case.reference}/?steps=all").content.decode()
    assert page.count("/make/members/?") == 1
    response = client.get(url, {"company": COMPANY, "number": "2"})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert f"{case.reference}-Signal-Ouest-0-step-2.csv" in response["Content-Disposition"]
    assert response.content.decode().count("update;") == 5
    for wrong in ({"company": COMPANY, "number": "3"}, {"company": "Else", "number": "2"}):
        assert client.get(url, wrong).status_code == 404
    assert client.get(f"/cases/{case.reference}/make/other/").status_code == 404
    client.force_login(person("silent", "manager"))
    assert client.get(url, {"company": COMPANY, "number": "2"}).status_code == 404


def test_reports_count_down_until_nobody_is_left(client: Client, care: User, case: TakeoverCase) -> None:
    assert send(case, care, report("one", 3, 2, [9, 11])).ok
    row = step_two(case)
    assert (row.status, row.left) == ("open", 2)
    page = client.get(f"/cases/{case.reference}/?steps=all").content.decode()
    assert "Last import: 3 users moved. 2 failed (lines 9 and 11 of its file)." in page
    (kept,) = Document.objects.filter(case=case.pk)
    assert kept.purpose == f"Report of the import: step 2 of {COMPANY}"
    with pytest.raises(InputErrors) as caught:
        send(case, care, report("one", 3))
    assert caught.value.errors == {"report": ["This report is on file already. Choose the next one."]}
    assert send(case, care, report("two", 2)).ok
    row = step_two(case)
    assert (row.status, row.left, row.evidence["reports"]) == ("done", 0, ["one", "two"])


def test_a_count_beside_the_report_must_agree(care: User, case: TakeoverCase) -> None:
    with pytest.raises(InputErrors) as caught:
        send(case, care, report("one", 3), still_on_old="1")
    assert caught.value.errors == {"still_on_old": ["By the report it is 2. Leave it empty, or correct it."]}
    assert send(case, care, report("one", 3), still_on_old="2").ok


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (report("one", 6), "moves 6 users, but only 5 of Signal Ouest 0 are left"),
        (report("one", "3"), "“counters.succeeded” is “3”"),
        (SimpleUploadedFile("report.csv", b"status\nmaybe\n"), "Line 2: the status “maybe”"),
        (SimpleUploadedFile("report.json", b""), "The file is empty."),
        (SimpleUploadedFile("report.exe", b"MZ"), "Files of this sort are not taken."),
    ],
    ids=["too many", "text", "unknown", "empty", "program"],
)
def test_what_cannot_be_its_report_changes_nothing(
    care: User, case: TakeoverCase, file: SimpleUploadedFile, words: str
) -> None:
    file.seek(0)
    with pytest.raises(InputErrors) as caught:
        send(case, care, file)
    assert words in caught.value.errors["report"][0]
    assert step_two(case).left is None
    assert not Document.objects.exists()


def test_other_steps_take_no_report(care: User, case: TakeoverCase) -> None:
    with pytest.raises(InputErrors) as caught:
        send(case, care, report("one", 3), number=3)
    assert caught.value.errors["report"] == ["Steps 2 and 5 take a report."]


def test_it_comes_from_the_page_of_the_step(client: Client, case: TakeoverCase) -> None:
    url = f"/cases/{case.reference}/do/step/"
    page = client.get(url, {"company": COMPANY, "number": "2"}).content.decode()
    assert 'type="file" name="report"' in page
    assert 'enctype="multipart/form-data"' in page
    assert 'name="report"' not in client.get(url, {"company": COMPANY, "number": "3"}).content.decode()
    sent = {"company": COMPANY, "number": "2", "still_on_old": "", "report": report("one", 5)}
    sent["on_behalf_of"] = "current_partner"
    assert client.post(url, sent).status_code == 302
    assert step_two(case).status == "done"
