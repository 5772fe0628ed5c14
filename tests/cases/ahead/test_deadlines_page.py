"""The list of what lies ahead: who sees which rows, filters as an address, pages that go on after a row."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Deadline
from cases.policies import placing
from cases.present import deadlines as shown
from cases.present.deadlines import Asked
from tests.cases.helpers import approved, open_seats, person

PAGE = "/deadlines/"
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({}, Asked()),
        (
            {"within": "day", "which": "steps", "kind": "seat_change"},
            Asked("", "day", "seat_change", "steps"),
        ),
        ({"within": "year", "which": "x", "kind": "nothing", "after": "soon"}, Asked()),
        ({"after": "2026-03-02T09:00:00+00:00~7"}, Asked(after=(AT, 7))),
        *(
            ({"after": word}, Asked())
            for word in (
                "2026-03-02T09:00:00~7",
                "2026-03-02T09:00:00+00:00~",
                "~7",
                "2026-03-02T09:00:00+00:00~x",
            )
        ),
    ],
)
def test_an_address_is_read_and_what_it_cannot_mean_is_left_out(given: dict[str, str], asked: Asked) -> None:
    assert Asked.read(given) == asked


def test_an_address_is_written_as_it_is_read() -> None:
    asked = Asked("customer_care", "day", "seat_change", "steps")
    assert asked.url() == "/deadlines/customer_care/?within=day&kind=seat_change&which=steps"
    assert Asked().url() == PAGE
    again = re.search("after=(.*)", Asked().url(after=(AT, 7)))
    assert again is not None
    assert again[1] == "2026-03-02T09%3A00%3A00%2B00%3A00~7"


@pytest.fixture
def desk(client: Client, alice: Any) -> Client:
    client.force_login(alice)
    return client


def words(client: Client, address: str = PAGE, **query: str) -> str:
    """The text of the page, spaces made one."""
    answer = client.get(address, query)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.django_db
def test_a_row_says_when_what_why_and_what_stops_it(desk: Client, alice: Any, on_monday: datetime) -> None:
    case = approved(alice)
    text = words(desk)
    for told in (
        "Wed 4 Mar 10:00 in 2 d", "Reminder Will remind the customer.", "Sends: Reminder to the customer.",
        "Dated by policy 1 : Reminder after 2 days.", "Cancelled by: The customer&#x27;s answer.",
        "Answer target Will mark the case as overdue; moves nothing.",
        ": attention after 24 hours.", case.reference,
    ):  # fmt: skip
        assert told in text, told


@pytest.mark.django_db
def test_a_step_keeps_the_policy_that_dated_it(
    desk: Client, alice: Any, mona: Any, seats: Any, on_monday: datetime
) -> None:
    approved(alice)
    placing.place(seats, {"reminder_days": 5}, effective_from=on_monday, author=mona, reason="Slower.")
    assert "Dated by policy 1 : Reminder after 2 days" in words(desk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "query", "found"),
    [
        (PAGE, {}, {"reminder", "last day", "target"}),
        (PAGE, {"within": "day"}, {"target"}),
        (PAGE, {"which": "steps"}, {"reminder", "last day"}),
        (PAGE, {"which": "targets"}, {"target"}),
        (PAGE, {"kind": "rebook"}, set()),
        ("/deadlines/order_processing/", {}, {"reminder", "last day", "target"}),
        ("/deadlines/customer_care/", {}, set()),
    ],
)
def test_filters(
    desk: Client, alice: Any, on_monday: datetime, address: str, query: dict[str, str], found: set[str]
) -> None:
    approved(alice)
    table = words(desk, address, **query).partition("In the order in which they happen")[2]
    marks = {"reminder": "Will remind the", "last day": "Will decline", "target": "Will mark the case"}
    assert {name for name, mark in marks.items() if mark in table} == found


@pytest.mark.django_db
def test_only_cases_that_one_sees_and_nobody_from_outside(
    client: Client, alice: Any, charlie: Any, on_monday: datetime
) -> None:
    case = approved(alice)
    client.force_login(charlie)
    assert case.reference not in words(client)
    client.force_login(person("pia", "current_partner"))
    assert client.get(PAGE).status_code == 404
    client.force_login(alice)
    assert client.get("/deadlines/nobody/").status_code == 404


@pytest.mark.django_db
def test_pages_go_on_after_a_row_and_ask_as_much_for_many_as_for_one(
    desk: Client, alice: Any, on_monday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_seats(alice)
    desk.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        desk.get(PAGE)
    for number in range(6):
        open_seats(alice, account=f"Customer {number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(PAGE)
    assert len(many) == len(few)
    monkeypatch.setattr(shown, "PAGE", 3)
    found, address = [], PAGE
    while address:
        page = desk.get(address).content.decode()
        found += re.findall(r'class="ref" href="/cases/([^/]+)/"', page)
        ahead = re.search(r'href="([^"]+)" rel="next"', page)
        address = ahead[1].replace("&amp;", "&") if ahead else ""
    rows = Deadline.objects.order_by("next_attempt_at", "id").values_list("case__reference", flat=True)
    assert found == list(rows)


@pytest.mark.django_db
def test_the_page_of_a_case_says_the_same_but_not_to_outsiders(
    client: Client, alice: Any, on_monday: datetime
) -> None:
    case = approved(alice, account="Northwind-1")
    client.force_login(alice)
    address = f"/cases/{case.reference}/"
    assert "Dated by policy 1 : Reminder after 2 days" in words(client, address)
    outside = person("otto", "customer")
    type(outside).objects.filter(pk=outside.pk).update(organisation="Northwind")
    client.force_login(outside)
    text = words(client, address)
    assert "Will remind the customer." in text
    assert "Dated by" not in text


@pytest.mark.django_db
def test_what_was_set_aside_says_so_on_its_case(desk: Client, alice: Any, on_monday: datetime) -> None:
    case = approved(alice)
    Deadline.objects.filter(case=case.pk, kind="sc.reminder").update(
        status="parked", settled_at=on_monday + timedelta(days=3), reason="Poison: secret", last_error="x"
    )
    text = words(desk, f"/cases/{case.reference}/")
    assert "It failed and was set aside; an operator sees to it." in text
    assert "Poison" not in text
