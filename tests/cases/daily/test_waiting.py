"""Which cases wait for somebody else: the list behind the board's figure."""

from __future__ import annotations

from typing import Any

import pytest

from cases import queue
from cases.models import User
from cases.queue import QueueQuery
from tests.cases.helpers import approved, confirmed, open_seats

pytestmark = pytest.mark.django_db


def found(user: User, **params: str) -> set[str]:
    query = QueueQuery.parse(params)
    seen = {case.reference for case in queue.find(user, query)}
    assert queue.count(user, query).number == len(seen)
    return seen


def test_the_waiting_and_the_others_are_all(alice: User, olga: User, charlie: User, on_monday: Any) -> None:
    new, asked, done = open_seats(alice), approved(alice), approved(alice)
    confirmed(done, alice)
    for reader in (alice, olga):
        assert found(reader, waiting="true") == {asked.reference}
        assert found(reader, waiting="false", open="true") == {new.reference}
        assert found(reader, waiting="true", team="order_processing", open="true") == {asked.reference}
    assert found(charlie, waiting="true") == set()


def test_it_is_found_among_what_one_took_part_in(alice: User, on_monday: Any) -> None:
    asked = approved(alice)
    open_seats(alice)
    alice.grants.all().delete()
    left = User.objects.get(pk=alice.pk)
    assert found(left, waiting="true") == {asked.reference}


def test_it_is_true_or_false() -> None:
    with pytest.raises(queue.QueueFault):
        QueueQuery.parse({"waiting": "perhaps"})
    assert QueueQuery(waiting=False).params() == {"waiting": "false"}
