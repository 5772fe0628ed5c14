"""Programs that call the API."""

from __future__ import annotations

import pytest

from cases.models import User
from tests.cases.api.client import Program


@pytest.fixture
def care(alice: User) -> Program:
    """Alice's program, with every scope."""
    return Program(alice)


@pytest.fixture
def manager(mona: User) -> Program:
    """The manager's program."""
    return Program(mona)
