"""The board of the consents on the page of a take-over."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock
from cases.models import RoleGrant, User
from tests.cases.helpers import person
from tests.takeovers.consents import CUSTOMER, LINE, NEW, OLD, asked, do, newest, path_of, sent, take_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def care(client: Client) -> User:
    user = person("celia", "customer_care")
    client.force_login(user)
    return user


def board(client: Client, case: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of the board by the party."""
    panels = client.get(f"/cases/{case.reference}/").context["panels"]
    rows = next(panel for panel in panels if panel["id"] == "consents")["rows"]
    return {row[0]["text"]: row for row in rows}


def words(row: list[dict[str, Any]]) -> list[str]:
    """State, and what can be done."""
    return [row[1]["text"], *(cell["text"] for cell in row[4:] if cell["url"])]


def test_each_party_has_its_row_with_what_is_next(client, case, care):
    assert [words(row) for row in board(client, case).values()] == [["Missing", "Ask…", "Record…"]] * 3
    asked(case, care, "new")
    row = board(client, case)[NEW]
    assert words(row) == ["Asked", "Ask again…", "Record…"]
    assert row[2]["under"] == "care@voxline.example"
    assert row[1]["under"].startswith("Not read yet. Answer by ")
    client.post(path_of(newest(case, "new")), {"answer": "seen"})
    row = board(client, case)[NEW]
    assert (row[1]["text"], row[1]["under"][:5]) == ("Read, not answered", "Read ")
    client.post(path_of(newest(case, "new")), sent(newest(case, "new")))
    row = board(client, case)[NEW]
    assert words(row) == ["Agreed", "Withdraw…"]
    assert row[3]["text"] == "By link: Léa Fontaine, Managing director"
    assert row[3]["under"].startswith("terms ")


def test_refused_late_void_and_withdrawn_are_told(client, case, care):
    asked(case, care, "new")
    client.post(path_of(newest(case, "new")), sent(newest(case, "new"), "refuse", reason="No."))
    asked(case, care, "current", days=1)
    do(case, "record_agreement", care, party="subject", name=CUSTOMER, written=True)
    do(case, "withdraw_agreement", care, party="subject")
    with clock.fixed_at(newest(case, "current").expires_at + timedelta(seconds=1)):
        found = board(client, case)
    assert {name: row[1]["text"] for name, row in found.items()} == {
        CUSTOMER: "Withdrawn",
        OLD: "No answer in time",
        NEW: "Refused",
    }
    assert found[NEW][3]["text"] == "Léa Fontaine, Managing director: No."
    do(case, "correct_facts", care, why="A wish.", requested_finish="2030-09")
    do(case, "ask_consent", care, party=f"current:{OLD.lower()}")
    do(case, "correct_facts", care, why="Another.", requested_finish="2030-10")
    assert "Asked again: The terms have changed." in board(client, case)[OLD][1]["under"]


def test_others_may_not_ask_and_do_not_see_where(client, case, care):
    asked(case, care, "new")
    user = User.objects.create(username="lea", name="Lea", email="lea@example.com", organisation=NEW)
    RoleGrant.objects.create(user=user, role="new_partner")
    client.force_login(User.objects.get(pk=user.pk))
    row = board(client, case)[NEW]
    assert words(row) == ["Asked"]
    assert row[2]["under"] == ""


def test_forty_parties_take_as_many_statements_as_three(client, care):
    counts = []
    for number in (3, 40):
        names = [f"Kontor {number} {one}" for one in range(number)]
        case = take_over(care, subject=names[0], companies=[{"name": one, "lines": [LINE]} for one in names])
        do(case, "ask_consent", care, party="all")
        client.get(f"/cases/{case.reference}/")
        with CaptureQueriesContext(connection) as seen:
            assert len(board(client, case)) >= 3
        counts.append(len(seen))
    assert counts[0] == counts[1]
