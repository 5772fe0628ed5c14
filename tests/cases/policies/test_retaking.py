"""A decision is taken again only where a value that it asked for differs."""

from __future__ import annotations

import pytest

from cases.policies.replaying import Tally, replay
from cases.policies.retaking import Noted
from cases.routing import Policy
from tests.cases.helpers import open_seats


def test_what_was_asked_for_is_noted() -> None:
    noted = Noted({"hours": 24, "days": 3, "zone": "UTC"})
    rules = Policy(1, noted)
    assert rules["hours"] == 24
    assert noted.get("weeks") is None
    assert noted.asked == {"hours", "weeks"}
    assert len(noted) == 3
    assert noted.asked == {"hours", "weeks", "days", "zone"}
    whole = Noted({"hours": 24})
    assert dict(whole) == {"hours": 24}
    assert whole.asked == {"hours"}


@pytest.mark.parametrize(
    ("values", "times"),
    [
        ({}, 1),
        ({"answer_hours": 10}, 1),  # dates a step; no decision asks for it
        ({"review_above": 100_000}, 2),
    ],
    ids=["nothing", "not asked for", "asked for"],
)
@pytest.mark.django_db
def test_a_value_that_nobody_asked_for_changes_no_decision(seats, alice, changed_kind, values, times) -> None:
    open_seats(alice)
    taken = []

    def counting(facts, rules, now):
        taken.append(now)
        return seats.decide(facts, rules, now)

    tally = Tally()
    assert list(replay(changed_kind(decide=counting), values, tally=tally)) == []
    assert (len(taken), tally.decisions, tally.unknown) == (times, 1, 0)
