"""Every address x everybody x own, foreign and missing x GET, POST and fragment: as the policy says."""

from __future__ import annotations

import pytest

from tests.permissions.addresses import names
from tests.permissions.attempts import Attempts
from tests.permissions.policy import POLICY, RECORDS
from tests.permissions.world import House


def test_each_address_has_a_row_and_each_row_an_address() -> None:
    """A new address fails here until somebody has written down who may use it."""
    assert set(names()) == set(POLICY)


@pytest.mark.parametrize("name", [name for name in POLICY if name not in RECORDS])
def test_an_address(house: House, name: str) -> None:
    """Reading, changing, and a form of another site."""
    attempts = Attempts(house, name)
    attempts.read()
    attempts.change()
    attempts.without_csrf_token()
    assert attempts.wrong == {}
