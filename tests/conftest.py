"""Fixtures for every test. What one area needs is in that area's own conftest."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import TransactionTestCase

from accountops.launcher.ports import any_free
from accountops.postbox.server import serving
from tests import schema, turns
from tests.emptying import emptied

PROCESSES = Path(__file__).parent / "chaos"
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium: no browser is downloaded. As root it has no sandbox to set up."""
    flags = CHROMIUM_FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return {**browser_type_launch_args, "executable_path": chromium, "args": flags}


@pytest.fixture(scope="session")
def base_url() -> str:
    """None for all: each browser test has its own. (The plugin's fixture of this name warns.)"""
    return ""


@pytest.fixture(scope="session")
def allow_blocking_calls() -> Iterator[None]:
    """Playwright's synchronous interface runs an event loop; in one, Django refuses to use the database."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def postbox(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A real mail server that everything is sent to, and the folder in which it keeps what it gets."""
    folder = tmp_path / "postbox"
    server = serving(folder, any_free())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.POSTBOX = folder
    yield folder
    server.stop()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: Any
) -> Iterator[None]:
    """In place of the plugin's own, which migrates at each run; at the end nobody else is on the database."""
    TransactionTestCase._fixture_teardown = emptied  # type: ignore[method-assign]  # quicker, see there
    with django_db_blocker.unblock():
        usual = schema.make()
    yield
    with django_db_blocker.unblock():
        schema.forget(usual)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever takes Playwright's `page` is a browser test, and gets what such a test needs."""
    for item in items:
        names: list[str] = getattr(item, "fixturenames", [])
        if "page" in names or "browser" in names or "context" in names:
            item.add_marker(pytest.mark.browser)
            if "allow_blocking_calls" not in names:
                names.insert(0, "allow_blocking_calls")
        _try_once_more(item)
    items.sort(key=turns.of)  # stable: the order of collection otherwise


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> turns.Turns | None:
    """In a run of several processes, which of them plays what."""
    return turns.Turns(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_collection_finish() -> None:
    """What collecting has made stays to the end: the collector need not walk through it again and again."""
    gc.collect()
    gc.freeze()


def _try_once_more(item: pytest.Item) -> None:
    """A test with real processes or a browser is tried again, once and by name: docs/decisions/0010."""
    with_processes = item.get_closest_marker("launcher") or PROCESSES in item.path.parents
    if with_processes or item.get_closest_marker("browser"):
        item.add_marker(pytest.mark.flaky(reruns=1))
