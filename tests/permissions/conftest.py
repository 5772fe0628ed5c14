"""The house that the policy is tried on, and the option that publishes the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.world import undone
from tests.permissions.addresses import URLS
from tests.permissions.world import House, build


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that publishes."""
    parser.addoption("--write", action="store_true", help="write docs/permissions.md anew")


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """People and things, in a transaction that is never committed."""
    with django_db_blocker.unblock(), undone():
        yield build()


@pytest.fixture
def house(everybody: House, db: None, settings: Any) -> House:
    """The house for one test; with the addresses of the demo, no limit on calls, and sessions read once."""
    settings.ROOT_URLCONF = URLS
    settings.SESSION_ENGINE = "tests.permissions.sessions"
    settings.API_CALLS_PER_MINUTE = 1_000_000
    return everybody
