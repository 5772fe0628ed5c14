"""The server under test, and the options of a long run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fuzz.people import made
from tests.fuzz.server import served


def pytest_addoption(parser: pytest.Parser) -> None:
    """How long, from which seed, and whether the figures are published."""
    parser.addoption("--fuzz-seconds", type=int, default=0, help="run this long; 0: the short, fixed run")
    parser.addoption("--fuzz-seed", type=int, default=1, help="where the generated input begins")


@pytest.fixture(scope="session")
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """By this fixture's name pytest-django knows that a database is needed."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def target(db: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, Any]]]:
    """The server's address, and what is in its database."""
    found: dict[str, Any] = {}
    folder: Path = tmp_path_factory.mktemp("server")
    with served(lambda: found.update(made()), folder) as address:
        yield address, found
