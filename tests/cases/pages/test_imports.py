"""The import page: a file is chosen, understood, handed over, watched, and accounted for row by row."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases import clock
from cases.exchange import runs, working
from cases.models import Case, ImportFile, ImportRun, User
from tests.cases.pages.importing import BAD, GOOD, begun, brought, imported, upload, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(alice: User, client: Client) -> Client:
    """Alice, signed in."""
    client.force_login(alice)
    return client


def test_the_way_of_a_file_from_choosing_it_to_its_cases(desk: Client) -> None:
    run = brought(desk)
    assert run.columns == {"A": "account", "B": "time_zone", "C": "seats_now", "D": "seats_wanted"}
    assert "nothing is imported yet" in words(desk, f"/import/{run.pk}/")
    assert not Case.objects.exists()
    url = begun(desk, run)
    assert "It begins in a moment" in words(desk, url)
    assert working.run_next()
    assert not working.run_next()
    told = words(desk, url)
    assert "2 cases were opened" in told
    assert {case.reference for case in Case.objects.all()} <= set(told.split())
    assert Case.objects.filter(source="import").count() == 2
    assert "seats.csv" in words(desk, "/import/")


def test_the_same_file_twice_is_said_before_and_changes_nothing(desk: Client) -> None:
    imported(desk)
    before = list(Case.objects.order_by("pk").values())
    run = brought(desk)
    assert "This very file was imported" in (told := words(desk, f"/import/{run.pk}/"))
    assert "by you. Every row of it is there already: nothing will change." in told
    url = begun(desk, run)
    working.run_next()
    assert "Nothing changed. 2 rows are about cases that are there already." in words(desk, url)
    assert list(Case.objects.order_by("pk").values()) == before


def test_one_bad_row_stops_all_and_the_way_on_is_offered(desk: Client) -> None:
    run = imported(desk, BAD)
    url = f"/import/{run.pk}/"
    told = words(desk, url)
    assert "Nothing was imported: 1 row is refused." in told
    assert "4 D Seats wanted" in told
    assert not Case.objects.exists()
    answer = desk.post(f"{url}again/", {"how": "partial"})
    assert working.run_next()
    assert "2 cases were opened. 1 is refused" in words(desk, answer.headers["Location"])
    assert Case.objects.count() == 2


def test_a_check_opens_nothing_and_leads_on(desk: Client) -> None:
    run = imported(desk, act="check")
    url = f"/import/{run.pk}/"
    assert run.counts["ready"] == 2
    assert "Checked: 2 rows would open a case. Nothing was changed." in words(desk, url)
    assert not Case.objects.exists()
    desk.post(f"{url}again/", {"how": "all"})
    assert working.run_next()
    assert Case.objects.count() == 2


def test_every_figure_is_the_number_of_rows_behind_it(desk: Client) -> None:
    run = imported(desk, BAD, how="partial")
    page = desk.get(f"/import/{run.pk}/").content.decode()
    tiles = re.findall(r'class="tile" href="([^"]+)".*?<span class="figure">(\d+)</span>', page, re.DOTALL)
    assert [figure for _, figure in tiles] == ["2", "1"]
    for url, figure in tiles:
        shown = desk.get(url.replace("&amp;", "&").partition("#")[0]).content.decode()
        lines = set(re.findall(r'data-label="line">(\d+)<', shown))
        assert len(lines) == int(figure)
        for team, count in re.findall(r'<a href="([^"]+)"[^>]*>[^<]+<span class="count">(\d+)</span>', shown):
            assert desk.get(team.replace("&amp;", "&")).content.decode().count("rowheader") == int(count)


def test_the_report_goes_along_and_runs_nothing(desk: Client) -> None:
    run = imported(desk, BAD, how="partial")
    answer = desk.get(f"/import/{run.pk}/report.csv")
    name = answer.headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="import-report-[\d-]+\.csv"', name)
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row["status"] for row in rows] == ["Opened", "Opened", "Refused"]
    assert all(row["what_is_wrong"] and row["what_to_do"] for row in rows if row["status"] == "Refused")
    sheet = openpyxl.load_workbook(io.BytesIO(desk.get(f"/import/{run.pk}/report.xlsx").getvalue())).active
    assert sheet.max_row == 4
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_mapping_file_says_what_columns_are(desk: Client) -> None:
    mapping = SimpleUploadedFile("map.toml", b'ignore = ["X"]\n[columns]\n"Who" = "account"\n')
    answer = upload(desk, "Who,X,Seats now,Seats wanted\nNorthwind,1,5,8\n", mapping=mapping)
    run = ImportRun.objects.get(pk=answer.headers["Location"].split("/")[2])
    assert run.columns == {"A": "account", "B": "", "C": "seats_now", "D": "seats_wanted"}
    begun(desk, run)
    working.run_next()
    assert Case.objects.get().account.name == "Northwind"


def test_columns_are_chosen_on_the_page_and_missing_ones_said(desk: Client) -> None:
    run = brought(desk, "Who,Seats now,Seats wanted\nNorthwind,5,8\n")
    start = f"/import/{run.pk}/start/"
    chosen = {"how": "all", "column_A": "", "column_B": "seats_now", "column_C": "seats_wanted"}
    answer = desk.post(start, chosen)
    assert answer.status_code == 422
    assert "The column account (customer) is missing." in answer.content.decode()
    assert desk.post(start, chosen | {"column_A": "seats_now"}).status_code == 422
    assert desk.post(start, chosen | {"column_A": "password"}).status_code == 422
    assert ImportRun.objects.get().status == "new"
    assert desk.post(start, chosen | {"column_A": "account"}).status_code == 302
    working.run_next()
    assert Case.objects.get().account.name == "Northwind"


def test_it_can_be_cancelled_before_a_worker_has_it(desk: Client) -> None:
    run = brought(desk)
    url = begun(desk, run)
    desk.post(f"{url}cancel/")
    assert not working.run_next()
    assert "The import was cancelled. Nothing was opened." in words(desk, url)


def test_not_to_import_forgets_the_file(desk: Client) -> None:
    run = brought(desk)
    desk.post(f"/import/{run.pk}/cancel/")
    assert not ImportRun.objects.exists()
    assert not ImportFile.objects.exists()


def test_starting_twice_starts_once(desk: Client) -> None:
    run = brought(desk)
    begun(desk, run)
    begun(desk, run, how="partial")
    run.refresh_from_db()
    assert (run.how, run.status) == ("all", "waiting")


def test_progress_is_asked_for_until_the_end_and_no_longer(desk: Client) -> None:
    run = brought(desk)
    url = begun(desk, run)
    asked = {"HX-Request": "true"}
    shown = desk.get(f"{url}progress/", headers=asked)
    assert 'hx-trigger="every 1s"' in shown.content.decode()
    assert desk.get(f"{url}progress/").headers["Location"] == url
    working.run_next()
    over = desk.get(f"{url}progress/", headers=asked)
    assert (over.status_code, over.headers["HX-Redirect"]) == (204, url)
    assert "hx-trigger" not in desk.get(url).content.decode().partition("<main")[2].partition("</main>")[0]


def test_files_are_forgotten_after_a_week_and_reports_stay(desk: Client, alice: User) -> None:
    run = imported(desk, BAD)
    brought(desk, GOOD + "Third,UTC,1,2\n")
    with clock.fixed_at(clock.now() + timedelta(days=8)):
        assert runs.forget_old() == 2
    assert ImportRun.objects.get() == run
    url = f"/import/{run.pk}/"
    assert "1 row is refused" in (told := words(desk, url))
    assert "Import the 2 rows" not in told
    assert desk.post(f"{url}again/", {"how": "partial"}, follow=True).redirect_chain[-1][0] == url
