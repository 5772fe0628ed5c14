"""The boards: whose they are, what they show to whom, their files, and how few statements they take."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases import clock
from cases.daily import keeping
from cases.kind_figures import KindFigure, Tally
from cases.models import User
from cases.present.boards.trouble import sentence
from cases.workflow import advance
from tests.cases.helpers import approved, confirmed, done, open_seats

pytestmark = pytest.mark.django_db
PANELS = {"forecast", "work", "ageing", "flow", "standing", "lead", "in-time", "refusals"}
MOST = 12  # session, person, counts, list, figures; for a team its people, their roles, hours and absences


@pytest.fixture
def history(alice: User, bob: User, on_monday: datetime) -> datetime:
    """Ten days of seat changes, of which every second was confirmed a day later; two are new."""
    for number in range(10):
        opened = on_monday - timedelta(days=number + 1)
        with clock.fixed_at(opened):
            case = open_seats(alice)
            done(advance(case.reference, "approve", actor=alice))
        if number % 2:
            with clock.fixed_at(opened + timedelta(hours=20 + number)):
                confirmed(case, alice)
    done(advance(open_seats(alice).reference, "claim", actor=alice))
    open_seats(alice)
    advance(case.reference, "approve", actor=alice)  # refused: it is confirmed already
    with clock.fixed_at(on_monday + timedelta(minutes=10)):
        keeping.keep()
    return on_monday


def context(client: Client, reader: User, address: str) -> dict[str, Any]:
    client.force_login(reader)
    answer = client.get(address)
    assert answer.status_code == 200
    return {"panels": answer.context["panels"], "text": answer.content.decode()}


def texts(found: dict[str, Any], panel: str) -> list[list[str]]:
    (told,) = [one for one in found["panels"] if one.id == panel]
    return [[cell.text for cell in row] for row in told.rows]


@pytest.mark.parametrize("address", ["/board/all/", "/board/customer_care/", "/board/process-seat_change/"])
def test_a_board_has_every_panel_with_title_definition_and_files(
    client: Client, mona: User, history: datetime, address: str
) -> None:
    found = context(client, mona, address)
    assert {panel.id for panel in found["panels"]} >= PANELS
    for panel in found["panels"]:
        assert panel.title
        assert len(panel.how) > 40
        assert panel.period
    assert "counted up to" in found["text"]
    assert "Half within" in found["text"]


def test_figures_say_what_happened(client: Client, mona: User, history: datetime) -> None:
    found = context(client, mona, "/board/process-seat_change/?days=28")
    (lead,) = texts(found, "lead")[:1]
    assert lead[:2] == ["All", "5"]
    flow = texts(found, "flow")
    assert sum(int(row[1]) for row in flow) == 12
    assert sum(int(row[2]) for row in flow) == 5
    standing = texts(found, "standing")
    assert standing[-1][-1] == "7"
    team = context(client, mona, "/board/order_processing/?days=28")
    assert sum(int(row[1]) for row in texts(team, "flow")) == 10
    assert [row[1:] for row in texts(found, "refusals")] == [["WRONG_STATE", "1", "100 of 100", "1"]]


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, "At work, with the fewest open cases: Alice (0 open)"), (12, "Nobody of the team is at work now.")],
)
def test_it_says_who_can_take_what_breaches(
    client: Client, mona: User, alice: User, on_monday: datetime, hours: int, said: str
) -> None:
    with clock.fixed_at(on_monday + timedelta(hours=hours)):
        assert said in context(client, mona, "/board/customer_care/")["text"]
        house = context(client, mona, "/board/all/")["text"]
    assert "What will breach next" in house
    assert "who can take it" not in house  # of a house no team is asked


@pytest.mark.parametrize(
    ("code", "words"),
    [("RB_WINDOW_EXPIRED", "Window expired"), ("WRONG_STATE", "Wrong state"), ("GROUPS", "Groups")],
)
def test_a_reason_is_told_in_words(code: str, words: str) -> None:
    assert sentence(code) == words


def test_a_new_count_is_shown_at_once(client: Client, mona: User, alice: User, on_monday: datetime) -> None:
    """What a process remembers of the figures ends with the mark."""
    for number in (1, 2):
        open_seats(alice)
        with clock.fixed_at(on_monday + timedelta(minutes=5)):
            keeping.keep()
        flow = texts(context(client, mona, "/board/all/"), "flow")
        assert sum(int(row[1]) for row in flow) == number


def test_the_files_say_what_the_tables_say(client: Client, mona: User, history: datetime) -> None:
    found = context(client, mona, "/board/all/?days=28")
    for panel in found["panels"]:
        answer = client.get(panel.files["csv"])
        text = b"".join(answer.streaming_content).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text)))
        assert len(rows) == len(panel.rows) + 1, panel.id
        drawn = [place for place, column in enumerate(panel.columns) if not column.drawn]
        assert len(rows[0]) == len(drawn)
    assert client.get("/board/all/flow.xlsx").getvalue().startswith(b"PK")
    assert client.get("/board/all/nothing.csv").status_code == 404
    assert client.get("/board/all/flow.pdf").status_code == 404


def test_people_see_their_own_work_and_the_sum_overseers_all(
    client: Client, mona: User, audi: User, alice: User, bob: User, history: datetime
) -> None:
    for reader in (mona, audi):
        rows = texts(context(client, reader, "/board/customer_care/"), "work")
        assert [row[0] for row in rows] == ["Alice", "Bob", "Nobody's", "Together"]
    rows = texts(context(client, bob, "/board/customer_care/"), "work")
    assert [row[0] for row in rows] == ["Bob", "Nobody's", "Together"]
    assert [row[3] for row in rows] == ["0", "1", "2"]
    text = context(client, bob, "/board/customer_care/")["text"]
    assert "fewest open cases" not in text
    assert client.get("/board/customer_care/work.csv").getvalue().count(b"Alice") == 0


def test_nobody_sees_figures_of_kinds_that_are_not_theirs(
    client: Client, olga: User, charlie: User, adam: User, history: datetime
) -> None:
    found = context(client, olga, "/board/all/")
    assert "Process: Cancellations" not in found["text"]
    assert client.get("/board/process-cancellation/").status_code == 404
    assert client.get("/board/process-cancellation/flow.csv").status_code == 404
    client.force_login(adam)
    assert client.get("/board/all/").status_code == 404
    client.force_login(charlie)
    assert client.get("/board/process-seat_change/").status_code == 404
    assert client.get("/board/nowhere/").status_code == 404


def test_a_kinds_own_figure_has_a_panel(
    client: Client, mona: User, on_monday: datetime, changed_kind: Callable[..., Any]
) -> None:
    given = [Tally(on_monday.date(), 3, 4), Tally(on_monday.date() - timedelta(days=1), 1, 4)]
    changed_kind(
        figures=(
            KindFigure(
                "yes",
                "How many say yes",
                "All who were asked, and who said yes.",
                "yes",
                lambda since: given,
                is_share=True,
            ),
        )
    )
    keeping.keep()
    found = context(client, mona, "/board/process-seat_change/")
    assert texts(found, "own-yes") == [["All", "4", "8", "50 of 100"]]
    assert "own-yes" not in {panel.id for panel in context(client, mona, "/board/all/")["panels"]}


def test_without_a_count_it_says_so(client: Client, mona: User, on_monday: datetime) -> None:
    found = context(client, mona, "/board/all/")
    assert "not counted yet" in found["text"]
    assert texts(found, "lead") == []
    assert "No case was closed in this period." in found["text"]


@pytest.mark.parametrize("code", ["all", "customer_care", "process-seat_change"])
def test_a_board_takes_few_statements_however_much_there_is(
    client: Client, mona: User, history: datetime, alice: User, code: str
) -> None:
    def statements() -> int:
        client.get(f"/board/{code}/")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/board/{code}/").status_code == 200
        return len(seen)

    client.force_login(mona)
    few = statements()
    for _ in range(6):
        approved(alice)
    assert statements() == few <= MOST
