"""The house that the policy is tried on, and the option that publishes the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings

from tests.contract.world import undone
from tests.permissions.addresses import URLS
from tests.permissions.world import House, build

SETTINGS: dict[str, Any] = {
    "ROOT_URLCONF": URLS,
    "SESSION_ENGINE": "tests.permissions.sessions",
    "API_CALLS_PER_MINUTE": 1_000_000,
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that publishes."""
    parser.addoption("--write", action="store_true", help="write docs/permissions.md anew")


@pytest.fixture(scope="module")
def everybody(django_db_setup: None, django_db_blocker: Any) -> Iterator[House]:
    """People and things, in a transaction that is never committed.

    With the addresses of the demo, which are put together once, no limit on calls, and sessions read once.
    """
    with django_db_blocker.unblock(), undone(), override_settings(**SETTINGS):
        yield build()


@pytest.fixture
def house(everybody: House, db: None) -> House:
    """The house for one test."""
    return everybody
