"""A site in a browser: a database of its own, a clock that stands still, and an eye on the console."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from cases import clock
from tests.browser.databases import Databases
from tests.browser.people import Desk
from tests.browser.watch import Watch
from tests.browser.world import NOW, World, build

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def _site(django_db_setup: None, django_db_blocker: Any, allow_blocking_calls: None) -> Iterator[Any]:
    """The web server and the world, made once: each test then finds it as it was made."""
    before, clock._override = clock._override, ContextVar("clock_of_browser_tests", default=NOW)
    with django_db_blocker.unblock():
        databases = Databases()
        world = databases.make(build)
        databases.rest()
    clock._override = before
    server = LiveServer("localhost")
    yield server, databases, world
    server.stop()
    with django_db_blocker.unblock():
        databases.forget()


@pytest.fixture
def db(_site: Any, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The world as it was made, at NOW. By this fixture's name pytest-django knows what needs a database."""
    server, databases, _ = _site
    monkeypatch.setattr(clock, "_override", ContextVar("clock_of_browser_tests", default=NOW))
    with django_db_blocker.unblock(), server._live_server_modified_settings:
        databases.fresh()
        yield
        databases.rest()


@pytest.fixture
def site(_site: Any, db: None) -> str:
    """The address of the site."""
    server, _, _ = _site
    return str(server.url)


@pytest.fixture
def world(_site: Any) -> World:
    """The cases by what they are an example of."""
    _, _, made = _site
    return made  # type: ignore[no-any-return]  # what `build` answered


@pytest.fixture
def databases(_site: Any) -> Databases:
    """What gives each test the world as it was made."""
    _, made, _ = _site
    return made  # type: ignore[no-any-return]  # as above


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Collects what every page of the test says in the console; nothing may be left unexplained."""
    watch = Watch()
    yield watch
    watch.assert_quiet()


@pytest.fixture
def desk(site: str, watch: Watch, new_context: Any) -> Desk:
    """Where people sit down: `desk("ines")` is a page in a browser in which Ines is signed in."""
    return Desk(site, watch, new_context)
