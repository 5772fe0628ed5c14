"""The demo's people have named each other in notes, and nobody gets a mail of it."""

from __future__ import annotations

from typing import Any

import pytest

from accountops.demo_together import seed_together
from cases import clock
from cases.models import Notification, User
from cases.workflow import advance
from tests.cases.helpers import done, open_seats


@pytest.mark.django_db
def test_owners_are_named_by_a_colleague(alice: User, bob: User, mona: User, on_monday: Any) -> None:
    case = open_seats(alice)
    done(advance(case.reference, "claim", actor=bob))
    open_seats(alice, account="Nobody's")
    assert seed_together(clock.now()) == 1
    row = Notification.objects.get()
    assert (row.user, row.sort, row.read_at, row.mail_at) == (bob, "mention", None, None)
    assert row.entry.actor == alice
