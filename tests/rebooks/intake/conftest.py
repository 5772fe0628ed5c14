"""People, a known account, and a clock that stands on 20 November 2026."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.test import Client

from cases import clock
from cases.models import User
from tests.rebooks.helpers import staff
from tests.rebooks.intake.talk import Talk, nordlys

NOW = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_20_november() -> Iterator[None]:
    """The day on which everything here happens."""
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """One person for each role, and a known account in Oslo."""
    nordlys()
    return staff()


@pytest.fixture
def talk(people: dict[str, User], client: Client) -> Talk:
    """An AR agent who has just begun."""
    return Talk(client, people["ar"])
