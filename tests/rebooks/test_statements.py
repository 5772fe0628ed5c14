"""How many SQL statements a change takes: each more is paid by everybody, all day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from cases import clock, deadlines, registry
from cases.models import Account, Deadline, User
from tests.cases.api.client import Program
from tests.rebooks.helpers import staff

# Real transactions: inside that of a test every one of ours would be a savepoint, and counted.
pytestmark = pytest.mark.django_db(transaction=True)

BEGUN = {
    "account": "Northwind", "amount": "4990.00", "currency": "USD", "reason": "rebook",
    "request_source": "ar", "intended": "time_and_amount", "requested_change": "Two orders, not one",
}  # fmt: skip


@contextmanager
def statements(most: int) -> Iterator[None]:
    """Fails with the list where the block takes more than `most` statements; BEGIN and COMMIT are none."""
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        seen.append(" ".join(sql.split()))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield
    told = "\n".join(f"{number:3} {sql[:150]}" for number, sql in enumerate(seen, 1))
    assert len(seen) <= most, f"{len(seen)} statements, at most {most} are wanted:\n{told}"


@pytest.fixture
def people() -> dict[str, User]:
    """One person for each role, and an account that is known."""
    Account.objects.create(name="Northwind", time_zone="America/New_York")
    return staff()


@pytest.fixture
def ar(people: dict[str, User]) -> Program:
    """The program of AR; its token was used a moment ago, which is noted once a minute only."""
    program = Program(people["ar"], held=False)
    assert program.get("/cases").status_code == 200
    return program


def opened(ar: Program, most: int = 99, **more: Any) -> str:
    """A case by API, its order processed five hours ago."""
    given = BEGUN | {"order_no": "40-1", "processed_at": (clock.now() - timedelta(hours=5)).isoformat()}
    with statements(most):
        answer = ar.post("/cases/rebook", given | more)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["reference"])


def test_a_case_is_opened(ar: Program) -> None:
    """Token, surroundings, account, open case of the order, number, marker twice, six tables, cases alike."""
    opened(ar, most=14)


def test_an_action_without_a_new_state(ar: Program) -> None:
    """Token, lock, surroundings, both rows of the case, timeline and its personal part."""
    path = f"/cases/{opened(ar)}/actions/record_request"
    with statements(7):
        told = ar.post(path, {"reason": "rebook", "request_source": "collections", "requested_change": "New"})
    assert told.status_code == 200, told.content


def test_an_action_with_a_new_state_and_a_message(ar: Program) -> None:
    """As before; the marker twice, the old deadline, the new one, and the message."""
    path = f"/cases/{opened(ar)}/actions/open_ticket"
    with statements(11):
        told = ar.post(path, {})
    assert told.status_code == 200, told.content
    assert told.json()["state"] == "research_review"


def test_a_repeatable_action(ar: Program) -> None:
    """A key costs four more: claiming it, answering it, and a savepoint, so that a failure can be kept."""
    path = f"/cases/{opened(ar)}/actions/open_ticket"
    with statements(15):
        assert ar.post(path, {}, Idempotency_Key="once").status_code == 200


def test_an_event(ar: Program, people: dict[str, User]) -> None:
    """Token, lock, surroundings, both rows, two deadlines at once, the decision and the timeline."""
    reference = opened(ar)
    program = Program(people["order_processing"], held=False)
    assert program.get("/cases").status_code == 200
    order = {"order_no": "40-2", "amount": "4990.00", "currency": "USD", "disposition": "cancelled"}
    with statements(8):
        told = program.post(f"/cases/{reference}/events/second_order", order)
    assert told.status_code == 200, told.content
    assert Deadline.objects.filter(status="cancelled").count() == 2


def test_an_action_by_page(ar: Program, people: dict[str, User]) -> None:
    """Session and person instead of a token; the case as it was seen; and the key of the form."""
    path = f"/cases/{opened(ar)}/do/open_ticket/"
    browser = Client()
    browser.force_login(people["ar"])
    with statements(17):
        told = browser.post(path, {"key": "from-the-form"})
    assert told.status_code == 302, told.content


def test_fired_deadlines(ar: Program) -> None:
    """Two rows of each case, the rest once for the whole batch; what is due is looked for kind by kind.

    One of the rest looks for links that ended unanswered.
    """
    for number in range(5):
        opened(ar, order_no=f"41-{number}")
    later = clock.now() + timedelta(hours=20)
    with clock.fixed_at(later), statements(23 + 3 * len(registry.all_kinds())):
        assert deadlines.run_pass(ticks=lambda: 0.0).fired == 5
