"""After every change the automatic actions follow, each with its own entry, and not without end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases.models import TimelineEntry
from cases.routing import Check
from cases.workflow import advance
from cases.workflow.settling import MOST, NeverSettles
from tests.cases.helpers import approved, confirmed, done, everything_about, fresh, told

pytestmark = pytest.mark.django_db


def test_an_automatic_action_follows_as_a_step_of_the_system(alice):
    case = approved(alice)
    confirmed(case, alice)
    case = fresh(case)
    assert (case.state, case.outcome, case.version) == ("changed", "changed", 4)
    assert told(case) == ["open", "approve", "customer_confirmed", "complete"]
    entry = TimelineEntry.objects.get(case=case, action="complete")
    assert (entry.actor, entry.as_role) == (None, "system")
    assert (entry.from_state, entry.to_state) == ("confirming", "changed")


def _noting(kind, times):
    """The kind with an automatic action that stays in its state and applies `times` times."""
    looked = iter(range(times))
    again = replace(kind.action("complete"), name="again", states="any", transition="stay")
    return {
        "actions": (*kind.actions, again),
        "automatic": lambda facts, state, policy, now: "again" if next(looked, None) is not None else None,
    }


@pytest.fixture
def can_stay(monkeypatch, seats):
    monkeypatch.setattr(seats.model, "stay", lambda case: None, raising=False)


def test_ten_automatic_actions_may_follow(alice, seats, changed_kind, can_stay):
    case = approved(alice)
    changed_kind(**_noting(seats, MOST))
    confirmed(case, alice)
    assert told(case).count("again") == MOST


def test_more_than_ten_roll_the_whole_change_back(alice, seats, changed_kind, can_stay):
    case = approved(alice)
    before = everything_about(case)
    changed_kind(**_noting(seats, MOST + 1))
    with pytest.raises(NeverSettles, match=case.reference):
        confirmed(case, alice)
    assert everything_about(case) == before


def test_an_automatic_action_whose_guards_are_not_met_does_not_apply(alice, seats, changed_kind):
    case = approved(alice)
    closed = replace(
        seats.action("complete"), guards=lambda asked: [Check("NOT_YET", met=False, message="Not yet.")]
    )
    changed_kind(actions=tuple(closed if action.name == "complete" else action for action in seats.actions))
    confirmed(case, alice)
    assert (fresh(case).state, told(case)[-1]) == ("confirming", "customer_confirmed")


def test_an_action_settles_too(alice, changed_kind):
    case = approved(alice)
    changed_kind(automatic=lambda facts, state, policy, now: None)
    confirmed(case, alice)
    changed_kind(
        automatic=lambda facts, state, policy, now: (
            "complete" if facts.confirmed_at and state == "confirming" else None
        )
    )
    done(advance(case.reference, "correct_facts", actor=alice, data={"seats_wanted": 9, "reason": "typed"}))
    assert fresh(case).state == "changed"
