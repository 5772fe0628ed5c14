"""One installation for all tests that stop and start its services; each finds it running as it needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.chaos.installation import Installation


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """With people and a database; nothing of ours runs yet."""
    installation = Installation(tmp_path_factory.mktemp("installed") / "var")
    try:
        installation.prepare()
        yield installation
    finally:
        installation.end()
