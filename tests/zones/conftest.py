"""The machine's own zone, which must not matter."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest


@pytest.fixture
def process_zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """The zone of the machine while the test runs; the given one."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", request.param)
        time.tzset()
        yield request.param
    time.tzset()
