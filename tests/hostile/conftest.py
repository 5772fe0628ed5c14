"""People, an order's case, and a clock that stands on 20 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from cases import clock
from cases.models import Account, User
from tests.cases.api.client import Program
from tests.cases.helpers import person
from tests.hostile.doors import ORDER, Doors

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
ROLES = ("ar", "order_processing", "order_system", "research_specialist", "supervisor")


@pytest.fixture(autouse=True)
def on_20_november(settings: Any) -> Iterator[None]:
    """The day on which everything here happens; programs may call as often as they like."""
    settings.API_CALLS_PER_MINUTE = 1_000_000
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def worker(db: None) -> User:
    """Somebody with every role that a rebook's forms need."""
    Account.objects.create(name="Nordlys Media AS", time_zone="Europe/Oslo")
    return person("worker", *ROLES, zone="Europe/Oslo")


@pytest.fixture
def boss(db: None) -> User:
    """Somebody who sees and manages everything."""
    return person("boss", "manager", "administrator")


@pytest.fixture
def desk(worker: User) -> Client:
    """The worker's browser; a failure becomes an answer, as for everybody outside."""
    client = Client(raise_request_exception=False)
    client.force_login(worker)
    return client


@pytest.fixture
def api(worker: User) -> Program:
    """The worker's program; its answers must be described ones."""
    program = Program(worker)
    program.client.raise_request_exception = False
    return program


@pytest.fixture
def case(api: Program) -> str:
    """The reference of an order's case."""
    answer = api.post("/cases/rebook", ORDER)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["reference"])


@pytest.fixture
def doors(worker: User, desk: Client, api: Program, case: str) -> Doors:
    """Every way in which an order's facts come in."""
    return Doors(worker, desk, api, case)


@pytest.fixture
def anybody(db: None) -> Client:
    """Nobody in particular."""
    return Client(raise_request_exception=False)
