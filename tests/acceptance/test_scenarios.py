"""Each scenario comes out as its owners expect."""

from __future__ import annotations

import pytest

from cases.scenarios import parse, play

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]


def test_scenario(line: str) -> None:
    """Played from its opening to its last event, it shows no difference."""
    assert play(parse(line)) == []
