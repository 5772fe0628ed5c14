"""Every figure of a board that is a link has exactly as many cases as its list, whatever happened before."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import pytest

from cases import clock, queue
from cases.daily import keeping
from cases.glance import Asked, glance
from cases.models import Case, Refused, User
from cases.present.board import board_of
from cases.queue import QueueFault, QueueQuery
from cases.workflow import advance
from tests.cases.conftest import MONDAY
from tests.cases.daily.test_keeping import walk
from tests.cases.helpers import approved, open_seats

pytestmark = pytest.mark.django_db
KEPT = {"flow", "lead", "in-time", "ageing", "refusals"}
BOARDS = (("all", "90"), ("process-seat_change", "28"), ("customer_care", "28"), ("order_processing", "90"))


@pytest.fixture
def later(alice: User, seats: Any) -> datetime:
    """Six minutes after a week of random steps, and after they were counted in two runs."""
    with clock.fixed_at(MONDAY):
        open_seats(alice)  # nobody touches it: it grows older than the others were
        left = approved(alice)
        advance(left.reference, "approve", actor=alice)
    for number, now in enumerate(walk(Random(11), alice)):
        if number == 40:
            with clock.fixed_at(now):
                keeping.keep()
    now += timedelta(minutes=6)
    with clock.fixed_at(now):
        keeping.keep()
    return now


def linked(user: User, code: str, days: str) -> dict[str, list[tuple[int, str]]]:
    """The figures of the panels that lead somewhere, with the address."""
    board = board_of(user, code, {"days": days})
    assert board is not None
    told = {
        panel.id: [(cell.value, cell.url) for row in panel.rows for cell in row if cell.url]
        for panel in board.panels()
    }
    return {panel: told[panel] for panel in KEPT}


def listed(user: User, url: str) -> int:
    query = QueueQuery.parse(dict(parse_qsl(url.partition("?")[2])))
    found = queue.find(user, query)
    assert queue.count(user, query).number == len(found)
    return len(found)


def test_every_figure_is_as_many_as_its_list(mona: User, alice: User, later: datetime) -> None:
    with clock.fixed_at(later):
        for code, days in BOARDS:
            for figures in linked(mona, code, days).values():
                assert {url: listed(mona, url) for _, url in figures} == {url: n for n, url in figures}
        assert all(linked(mona, "process-seat_change", "28").values())
        # What came to a team or left it has no list.
        team = linked(mona, "customer_care", "28")
        assert not team["flow"]
        # Who sees one process by role sees more in a list of all.
        house = linked(alice, "all", "28")
        assert not house["flow"]
        assert house["lead"]
        assert all("kind=seat_change" in url for _, url in house["lead"])
        assert all(n == listed(alice, url) for figures in house.values() for n, url in figures)


def test_a_refusal_is_remembered_by_case_and_team_with_its_last_day(later: datetime) -> None:
    rows = list(Refused.objects.all())
    together = {(row.code, row.case_id): row.last for row in rows if not row.team}
    held = [row for row in rows if row.team]
    assert held
    assert all(together[row.code, row.case_id] >= row.last for row in held)
    with clock.fixed_at(later):
        keeping.rebuild()
    names = ("code", "team", "case_id", "kind", "last")
    assert set(Refused.objects.values_list(*names)) == {tuple(getattr(row, n) for n in names) for row in rows}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"opened_from": "2026-02-30"}, "opened_from"),
        ({"closed_to": "2026-02-03T10:00"}, "closed_to"),
        ({"closed_to": "9999-12-31"}, "closed_to"),
        ({"refused": "a b"}, "refused"),
        ({"refused_from": "2026-02-03"}, "refused_from"),
        ({"outcome": "nothing"}, "outcome"),
        ({"closed_by": "nobody"}, "closed_by"),
    ],
)
def test_what_cannot_be_asked_for_is_named(given: dict[str, str], wrong: str) -> None:
    with pytest.raises(QueueFault) as fault:
        QueueQuery.parse(given)
    assert fault.value.parameter == wrong


def test_an_address_gives_the_same_question_again() -> None:
    given = {
        "opened_from": "2026-03-02", "opened_to": "2026-03-08", "closed_from": "2026-03-02T10:00:00+01:00",
        "late": "false", "outcome": "declined", "refused": "WRONG_STATE", "refused_in": "customer_care",
    }  # fmt: skip
    query = QueueQuery.parse(given)
    assert QueueQuery.parse(query.params()) == query
    assert query.params() == given | {"closed_from": "2026-03-02T09:00:00Z"}


@pytest.mark.parametrize(("sort", "turned"), [("due", True), ("-due", False)])
def test_what_was_closed_in_some_days_is_by_that(
    later: datetime, alice: User, sort: str, turned: bool
) -> None:
    found: list[Case] = []
    params = {"closed_from": "2026-03-02", "sort": sort}
    with clock.fixed_at(later):
        whole = list(queue.find(alice, QueueQuery.parse(params)))
        while True:
            query = QueueQuery.parse(params)
            page, (lines,) = queue.page(alice, query, 3), glance(alice, [Asked(query, 3)], []).pages
            assert [line.id for line in lines.cases] == [case.pk for case in page.cases]
            found += page.cases
            if page.next is None:
                break
            params["cursor"] = page.next.encode()
    assert found == whole == sorted(whole, key=lambda case: (case.closed_at, case.pk), reverse=turned)
    assert len(whole) > 3
    with pytest.raises(QueueFault):
        QueueQuery.parse({"cursor": params["cursor"]})
