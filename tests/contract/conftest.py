"""The world of one kind, made once per class; each test gets it as it was and gives it back so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cases import clock
from tests.contract.world import World, build, undone


@pytest.fixture(scope="class")
def world(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """People and cases of the class's kind, in a transaction that is never committed."""
    with django_db_blocker.unblock(), undone():
        yield build(request.cls.of)


@pytest.fixture
def house(world: World, db: None) -> Iterator[World]:
    """The world for one test, with the clock at its instant; what the test does is taken back."""
    now, made = world.now, world.made
    with clock.fixed_at(now):
        yield world
    world.now, world.made = now, made
