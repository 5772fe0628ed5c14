"""People with meaning, and a case of the kind in miniature to try things on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cases import clock, registry
from cases.kinds import Kind
from cases.models import User
from tests.cases.helpers import open_seats, person

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def monday() -> datetime:
    """Nine o'clock on a Monday in UTC."""
    return MONDAY


@pytest.fixture
def on_monday(monday: datetime) -> Iterator[datetime]:
    """The clock stands still at nine on Monday."""
    with clock.fixed_at(monday):
        yield monday


@pytest.fixture
def seats() -> Kind:
    """The kind in miniature."""
    return registry.get_kind("seat_change")


@pytest.fixture
def alice(db: None) -> User:
    """Acts in the kind."""
    return person("alice", "customer_care", zone="Europe/Oslo")


@pytest.fixture
def bob(db: None) -> User:
    """Alice's team mate."""
    return person("bob", "customer_care")


@pytest.fixture
def olga(db: None) -> User:
    """Works in the team that the case goes to next."""
    return person("olga", "order_processing")


@pytest.fixture
def charlie(db: None) -> User:
    """Works in a team that has nothing to do with the kind."""
    return person("charlie", "sales_enablement")


@pytest.fixture
def mona(db: None) -> User:
    """A manager."""
    return person("mona", "manager")


@pytest.fixture
def audi(db: None) -> User:
    """An auditor: sees everything, does nothing."""
    return person("audi", "auditor")


@pytest.fixture
def adam(db: None) -> User:
    """The administrator."""
    return person("adam", "administrator")


@pytest.fixture
def a_case(alice: User) -> Callable[..., Any]:
    """Opens a seat change as Alice; facts may be given by name."""
    return lambda **facts: open_seats(alice, **facts)


@pytest.fixture
def changed_kind(seats: Kind, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Kind]:
    """Puts a variant of the kind in its place until the test ends."""

    def change(**parts: Any) -> Kind:
        variant = replace(registry.get_kind(seats.code), **parts)
        monkeypatch.setitem(registry._kinds, seats.code, variant)
        return variant

    return change
