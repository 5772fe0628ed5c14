"""A few rounds of fifty clicks at once; `make chaos` plays a thousand."""

from __future__ import annotations

import pytest

from cases import timeline
from tests.chaos.clicks import AT_ONCE, Crowd, round_of
from tests.chaos.stories import FIXTURES


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_are_one_change_for_every_kind() -> None:
    crowd = Crowd(AT_ONCE)
    try:
        faults = [
            round_of(crowd, fixture, with_version=number % 2 == 0) for number, fixture in enumerate(FIXTURES)
        ]
    finally:
        crowd.leave()
    assert faults == [""] * len(FIXTURES)
    assert list(timeline.faults()) == []
