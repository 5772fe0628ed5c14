"""What cancelling a take-over asks for: the count only where there is something to go back from."""

from __future__ import annotations

import pytest

from takeovers.forms import CancelForm
from takeovers.models import TakeoverCase


@pytest.mark.parametrize(
    ("state", "asks"), [("awaiting_agreements", False), ("ready", False), ("reversing", True)]
)
def test_the_count_of_users_is_asked_for_while_going_back(state: str, asks: bool) -> None:
    form = CancelForm(case=TakeoverCase(state=state))
    assert ("still_on_custom" in form.fields) is asks
    assert "reason" in form.fields
    shown = [pointer.name for pointer in form.helper.layout.get_field_names()]
    assert ("still_on_custom" in shown) is asks
