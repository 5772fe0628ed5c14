"""Lists of cases: figures equal lists, pages cost the same whatever they hold, files are harmless."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock
from cases.exchange import exporting
from cases.exchange.writing import Table, csv_lines, plain
from cases.models import Case, User
from cases.workflow import advance
from tests.cases.helpers import fresh, open_seats, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(alice: User, client: Client) -> Client:
    """Alice, signed in."""
    client.force_login(alice)
    return client


def _statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    "url", ["/queue/customer_care/", "/", "/cases/", "/board/customer_care/", "/search/?q=north"]
)
def test_statements_do_not_grow_with_rows(desk: Client, alice: User, url: str) -> None:
    open_seats(alice, account="North")
    _statements(desk, url)
    few = _statements(desk, url)
    for number in range(12):
        open_seats(alice, account=f"North {number}")
    assert _statements(desk, url) == few


def test_every_figure_of_the_board_is_the_length_of_its_list(
    desk: Client, alice: User, on_monday: Any
) -> None:
    for number in range(3):
        open_seats(alice, account=f"Account {number}")
    mine = open_seats(alice, account="Mine")
    advance(mine.reference, "claim", actor=alice)
    page = desk.get("/board/customer_care/").content.decode()
    tiles = re.findall(
        r'<a class="tile" href="([^"]+)">.*?<span class="figure">([\d,+]+)</span>', page, re.DOTALL
    )
    assert len(tiles) == 5
    for url, figure in tiles:
        shown = desk.get(url.replace("&amp;", "&")).content.decode()
        assert shown.count("data-row") == int(figure), url


def test_the_figures_of_the_views_are_the_lengths_of_their_lists(desk: Client, alice: User) -> None:
    for number in range(3):
        open_seats(alice, account=f"Account {number}")
    page = desk.get("/queue/customer_care/").content.decode()
    part = page[page.index('<nav class="views"') :]
    views = re.findall(
        r'<a href="([^"]+)"[^>]*>[^<]*<span class="count">(\d+)</span>', part[: part.index("</nav>")]
    )
    assert views
    for url, figure in views:
        assert desk.get(url.replace("&amp;", "&")).content.decode().count("data-row") == int(figure), url


def test_home_is_sorted_by_what_breaches_first(desk: Client, alice: User) -> None:
    for number in range(5):
        open_seats(alice, account=f"Account {number}")
    first = Case.objects.filter(team="customer_care").order_by("next_due_at", "id").first()
    assert first is not None
    page = desk.get("/").content.decode()
    assert re.findall(r'id="row-([\w-]+)"', page)[0] == first.reference


def test_home_leaves_out_the_owner_that_its_lists_name(desk: Client, alice: User) -> None:
    open_seats(alice)
    page = desk.get("/").content.decode()
    assert page.count('<th class="q-waits"') == 1
    assert "q-owner" not in page
    assert "q-owner" in desk.get("/queue/customer_care/").content.decode()


def test_an_unknown_filter_is_told_and_cleared(desk: Client) -> None:
    answer = desk.get("/queue/customer_care/?sort=account__password", follow=True)
    assert answer.redirect_chain == [("/queue/customer_care/", 302)]
    assert "The filters were cleared." in answer.content.decode()


def test_take_next_claims_the_most_urgent(desk: Client, alice: User) -> None:
    cases = [open_seats(alice, account=f"Account {number}") for number in range(2)]
    answer = desk.post("/queue/customer_care/next/")
    assert answer.headers["Location"] == f"/cases/{cases[0].reference}/"
    assert fresh(cases[0]).assignee == alice
    assert fresh(cases[1]).assignee is None


def test_take_next_of_a_foreign_team_does_not_exist(desk: Client) -> None:
    assert desk.post("/queue/research/next/").status_code == 404


def test_the_export_holds_exactly_the_list(desk: Client, alice: User) -> None:
    for number in range(4):
        open_seats(alice, account=f"Account {number}")
    answer = desk.get("/cases/export.csv?team=customer_care&sort=account")
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [row["account"] for row in rows] == [f"Account {number}" for number in range(4)]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_export_shows_nobody_what_they_may_not_see(client: Client, alice: User, charlie: User) -> None:
    open_seats(alice)
    client.force_login(charlie)
    rows = client.get("/cases/export.csv").getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 1


def test_numbers_stay_numbers() -> None:
    assert plain(Decimal("-3.50")) == "-3.50"
    assert plain(7) == "7"


def test_a_fragment_after_sign_out_leads_to_the_whole_sign_in_page(client: Client) -> None:
    answer = client.get(
        "/queue/customer_care/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/queue/x/?a=1"},
    )
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/account/login/?next=/queue/x/%3Fa%3D1"


def test_search_leads_straight_to_a_case_by_its_number(desk: Client, alice: User) -> None:
    case = open_seats(alice)
    assert desk.get(f"/search/?q={case.reference.lower()}").headers["Location"] == f"/cases/{case.reference}/"


def test_an_outsider_finds_nothing(client: Client, alice: User) -> None:
    case = open_seats(alice, account="Northwind")
    client.force_login(person("olive", "sales_enablement"))
    assert "Nothing found" in client.get("/search/?q=northwind").content.decode()
    assert "Nothing found" in client.get(f"/search/?q={case.reference}").content.decode()
    assert client.get(f"/cases/{case.reference}/").status_code == 404


def test_a_stale_form_shows_both_versions_and_keeps_the_text(desk: Client, alice: User, bob: User) -> None:
    case = open_seats(alice)
    seen = case.version
    done = advance(case.reference, "approve", actor=bob)
    assert done.ok
    answer = desk.post(
        f"/cases/{case.reference}/do/correct_facts/", {"version": seen, "reason": "a typed reason"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "a typed reason" in page
    assert "Bob" in page
    assert clock.now() >= fresh(case).updated_at


def test_a_file_gives_amounts_the_places_of_their_currency(alice: User) -> None:
    case = open_seats(alice)
    shown = {}
    for currency, amount in (("USD", "12475.000"), ("JPY", "900.000"), ("BHD", "1.500")):
        case.amount_shown, case.currency_shown = Decimal(amount), currency
        table = Table("Cases", exporting.COLUMNS, [exporting.shown(case)])
        (row,) = csv.DictReader(io.StringIO("".join(csv_lines(table)).lstrip("\ufeff")))
        shown[currency] = row["amount"]
    assert shown == {"USD": "12475.00", "JPY": "900", "BHD": "1.500"}


@pytest.mark.parametrize(("words", "told"), [("nowhere", "0 cases that"), ("north", "1 case that")])
def test_search_counts_in_the_right_number(desk: Client, alice: User, words: str, told: str) -> None:
    open_seats(alice)
    assert told in desk.get(f"/search/?q={words}").content.decode()
