"""The records: the same for every address that Django's admin has."""

from __future__ import annotations

import pytest

from tests.permissions.attempts import Attempts
from tests.permissions.policy import RECORDS
from tests.permissions.world import House


@pytest.mark.parametrize("name", RECORDS)
def test_an_address(house: House, name: str) -> None:
    """Reading, changing, and a form of another site."""
    attempts = Attempts(house, name)
    attempts.read()
    attempts.change()
    attempts.without_csrf_token()
    assert attempts.wrong == {}
