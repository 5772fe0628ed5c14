"""Thousands of licence lines: stored together, shown in pages, renewed for several companies at once."""

from __future__ import annotations

import io
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import registry
from cases.models import TimelineEntry, User
from cases.workflow import InputErrors, Outcome, advance, open_case
from takeovers.models import LicenceLine, TakeoverCase
from tests.cases.helpers import person
from tests.takeovers import lines
from tests.takeovers.test_lines_file import ASKED

pytestmark = pytest.mark.django_db
LINE = {"plan": "Business", "billing": "monthly", "subscribed": 9, "allocated": 1}


@pytest.fixture
def care(client: Client) -> User:
    user = person("celia", "customer_care")
    client.force_login(user)
    return user


def upload(count: int, per_company: int = 10) -> SimpleUploadedFile:
    return SimpleUploadedFile("lines.csv", lines.as_csv(lines.rows(count, per_company)))


def opened(care: User, count: int, per_company: int = 10) -> Outcome:
    given: dict[str, Any] = {**ASKED, "lines_file": upload(count, per_company)}
    outcome = open_case(registry.get_kind("takeover"), given, actor=care)
    assert outcome.ok, outcome.refusals
    return outcome


def test_five_thousand_lines_are_stored_together_and_looked_at_in_pages(client: Client, care: User) -> None:
    began = time.process_time()
    with CaptureQueriesContext(connection) as few:
        case = opened(care, 5000, 100).case
    assert time.process_time() - began < 20
    assert LicenceLine.objects.filter(company__case=case).count() == 5000
    assert len(few) < 40
    told = TimelineEntry.objects.get(case=case, seq=1).data["input"]["companies"]
    assert told[0] == {"name": "Company 0", "lines": 100}
    began = time.process_time()
    response = client.get(f"/cases/{case.reference}/")
    assert time.process_time() - began < 5
    assert response.status_code == 200
    assert len(response.content) < 200_000
    page = response.content.decode()
    assert "Rows 1 to 50 of 5,000" in page
    last = client.get(f"/cases/{case.reference}/?rows=licences-100").content.decode()
    assert "Rows 4,951 to 5,000 of 5,000" in last
    assert "Company 49" in last


def test_counts_of_several_companies_are_renewed_from_a_file(care: User) -> None:
    case = opened(care, 40).case
    table = [[*row[:4], "7", ""] for row in lines.rows(20)]
    file = SimpleUploadedFile("lines.csv", lines.as_csv(table))
    outcome = advance(case.reference, "refresh_lines", actor=care, data={"lines_file": file})
    assert outcome.ok
    facts = TakeoverCase.objects.get(pk=case.pk).facts()
    users = [sum(line.allocated for line in company.lines) for company in facts.companies]
    assert users == [70, 70, 200, 200]
    assert LicenceLine.objects.filter(company__case=case).count() == 60


def test_counts_of_one_company_are_renewed_from_a_file_without_its_name(care: User) -> None:
    case = opened(care, 10).case
    content = b"plan,billing,subscribed,allocated\nBusiness,monthly,9,8\n"
    file = SimpleUploadedFile("lines.csv", content)
    assert advance(case.reference, "refresh_lines", actor=care, data={"lines_file": file}).ok
    (company,) = TakeoverCase.objects.get(pk=case.pk).facts().companies
    assert [(line.plan, line.allocated) for line in company.lines] == [("Business", 8)]


@pytest.mark.parametrize("nothing", [None, [], ""])
def test_no_companies_is_one_company(care: User, nothing: Any) -> None:
    case = opened(care, 10).case
    given = {"companies": nothing, "lines": [{**LINE, "allocated": 8}]}
    assert advance(case.reference, "refresh_lines", actor=care, data=given).ok
    (company,) = TakeoverCase.objects.get(pk=case.pk).facts().companies
    assert [line.allocated for line in company.lines] == [8]


def test_companies_of_another_take_over_are_not_renewed(care: User) -> None:
    case = opened(care, 10).case
    table = [["Elsewhere", *row[1:]] for row in lines.rows(5)]
    file = SimpleUploadedFile("lines.csv", lines.as_csv(table))
    with pytest.raises(InputErrors) as caught:
        advance(case.reference, "refresh_lines", actor=care, data={"lines_file": file})
    assert caught.value.errors == {"companies": ["Not in this take-over: Elsewhere. Take these rows out."]}


def test_a_file_comes_from_its_page_and_through_the_api_call(client: Client, care: User) -> None:
    table = lines.as_csv([*lines.rows(3), ["Halden", "Business", "monthly", "many", "1", ""]])
    asked = {name: value for name, value in ASKED.items() if name != "account"}
    response = client.post("/new/takeover/", asked | {"lines_file": SimpleUploadedFile("l.csv", table)})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Line 5, subscribed: Enter a whole number. Write digits only, such as 25." in page
    assert 'value="Company 0"' in page  # a short table is shown whole
    assert not TakeoverCase.objects.exists()
    good = io.BytesIO(lines.as_csv(lines.rows(3)))
    good.name = "l.csv"
    assert client.post("/new/takeover/", asked | {"lines_file": good}).status_code == 302
    assert LicenceLine.objects.count() == 3
