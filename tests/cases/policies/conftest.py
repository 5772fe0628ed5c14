"""Two managers and a change that one of them submitted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from cases.kinds import Kind
from cases.models import PolicyDraft, User
from cases.policies import drafting
from tests.cases.helpers import person


@pytest.fixture
def malin(db: None) -> User:
    """The second manager."""
    return person("malin", "manager")


@pytest.fixture
def submitted(seats: Kind, mona: User, on_monday: datetime) -> Callable[..., PolicyDraft]:
    """Submits a change as Mona: fewer seats unless other values are given."""

    def make(effective_from: datetime | None = None, **values: Any) -> PolicyDraft:
        wanted = values or {"most_seats": 50}
        draft = drafting.begin(
            seats, wanted, effective_from=effective_from, reason="Fewer seats.", author=mona
        )
        done = drafting.submit(draft, by=mona)
        assert done.ok, done.refusals
        return done.draft

    return make
