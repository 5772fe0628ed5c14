"""Lists as files: the rows of the list and no others, in both formats, from page and command line."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import User
from cases.queue import QueueQuery, page
from tests.cases.helpers import open_seats

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(alice: User, client: Client) -> Client:
    """Alice, signed in, with three cases to see; the name of one of them is a formula."""
    for name in ("=HYPERLINK(0)", "Beta", "Alpha"):
        open_seats(alice, account=name)
    client.force_login(alice)
    return client


def from_csv(answer: Any) -> list[dict[str, str]]:
    """The rows of an answer that is a CSV."""
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))


def from_xlsx(content: bytes) -> list[dict[str, Any]]:
    """The rows of a workbook."""
    head, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_both_formats_hold_the_list_in_its_order(desk: Client) -> None:
    answer = desk.get("/cases/export.xlsx?sort=account")
    assert answer.headers["Content-Disposition"].endswith('.xlsx"')
    assert [row["account"] for row in from_xlsx(answer.getvalue())] == ["=HYPERLINK(0)", "Alpha", "Beta"]
    rows = from_csv(desk.get("/cases/export.csv?sort=account"))
    assert [row["account"] for row in rows] == ["'=HYPERLINK(0)", "Alpha", "Beta"]


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_a_later_page_of_the_list_exports_the_whole_list(desk: Client, alice: User, fmt: str) -> None:
    later = page(alice, QueueQuery(), 1).next
    assert later is not None
    answer = desk.get(f"/cases/export.{fmt}?cursor={later.encode()}")
    assert len(from_csv(answer) if fmt == "csv" else from_xlsx(answer.getvalue())) == 3


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_nobody_gets_what_they_may_not_see(desk: Client, charlie: User, fmt: str) -> None:
    desk.force_login(charlie)
    answer = desk.get(f"/cases/export.{fmt}")
    assert (from_csv(answer) if fmt == "csv" else from_xlsx(answer.getvalue())) == []


@pytest.mark.parametrize("asked", ["team=nowhere", "for=fun", "for=import", "sort=owner__password"])
@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_what_is_no_question_is_refused(desk: Client, asked: str, fmt: str) -> None:
    answer = desk.get(f"/cases/export.{fmt}?{asked}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("text/plain")


def test_more_than_a_workbook_takes_leads_back_to_the_list(desk: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr("cases.views.export.MOST_XLSX", 2)
    answer = desk.get("/cases/export.xlsx?open=true", follow=True)
    assert answer.redirect_chain == [("/cases/?open=true", 302)]
    assert "Take CSV, or filter the list first." in answer.content.decode()


def test_every_list_offers_both_files(desk: Client) -> None:
    for url in ("/cases/?open=true", "/queue/customer_care/", "/search/?q=alpha"):
        shown = desk.get(url).content.decode()
        assert "/cases/export.csv?" in shown, url
        assert "/cases/export.xlsx?" in shown, url


def test_a_file_costs_the_same_number_of_statements_whatever_it_holds(desk: Client, alice: User) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            desk.get("/cases/export.csv").getvalue()
        return len(seen)

    few = statements()
    for number in range(8):
        open_seats(alice, account=f"More {number}")
    assert statements() == few


def exported(tmp_path: Path, name: str, *arguments: str) -> bytes:
    """What the command wrote."""
    call_command("export_cases", *arguments, "--out", str(tmp_path / name), verbosity=0)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    return (tmp_path / name).read_bytes()


def test_the_command_writes_what_the_query_finds(desk: Client, tmp_path: Path, capsys: Any) -> None:
    text = exported(tmp_path, "all.csv", "--query", "team=customer_care&sort=account").decode("utf-8-sig")
    assert [row["account"] for row in csv.DictReader(io.StringIO(text))] == [
        "'=HYPERLINK(0)",
        "Alpha",
        "Beta",
    ]
    assert "3 cases in" in capsys.readouterr().out


def test_the_command_goes_by_the_ending(desk: Client, tmp_path: Path) -> None:
    assert len(from_xlsx(exported(tmp_path, "all.xlsx", "seat_change"))) == 3


def test_the_command_can_see_with_somebodys_eyes(desk: Client, charlie: User, tmp_path: Path) -> None:
    assert from_xlsx(exported(tmp_path, "his.xlsx", "--as", "charlie")) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--query", "team=x"], "no team"), (["nonsense"], "no kind"), (["--as", "x"], "There is nobody"),
        (["--for-import"], "Name the kind"), (["--query", "assignee=me"], "--as USERNAME"),
    ],
    ids=["team", "kind", "person", "import", "me"],
)  # fmt: skip
def test_the_command_says_what_is_wrong_and_writes_nothing(
    desk: Client, tmp_path: Path, arguments: list[str], told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        call_command("export_cases", *arguments, "--out", str(tmp_path / "x.csv"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(desk: Client, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_cases", "--out", str(tmp_path / "no" / "x.csv"))
