"""People and a story to tell about an order."""

from __future__ import annotations

import pytest

from tests.rebooks.helpers import Story, staff


@pytest.fixture
def story(db: None) -> Story:
    """A story without a case yet."""
    return Story(staff())


@pytest.fixture
def order(story: Story) -> Story:
    """The order, opened by Order Processing when it was processed: 14 May 2024, 10:00 in New York."""
    assert story.open().ok
    return story
