"""Who works on take-overs, and one that waits for its consents; a file that needs others has its own."""

from __future__ import annotations

import pytest

from cases.models import User
from takeovers.models import TakeoverCase
from tests.cases.helpers import person
from tests.takeovers.consents import take_over


@pytest.fixture
def care(db: None) -> User:
    """Somebody of customer care."""
    return person("celia", "customer_care")


@pytest.fixture
def case(care: User) -> TakeoverCase:
    """A take-over that was opened and nothing more."""
    return take_over(care)
