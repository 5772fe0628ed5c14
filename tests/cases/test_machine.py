"""What the state machine allows, read from the transitions; and random walks never leave it."""

from __future__ import annotations

import pytest
from django_fsm import RETURN_VALUE, TransitionNotAllowed, can_proceed, transition
from hypothesis import given
from hypothesis import strategies as st

from cases import machine
from tests.example_kind.models import STATES, SeatChange

MOVES = {
    ("requested", "confirming"),
    ("requested", "declined"),
    ("confirming", "changed"),
    ("confirming", "declined"),
}
ENDS = frozenset({"changed", "declined"})
NAMES = ["approve", "complete", "decline", "expire", "mark_duplicate"]


def test_the_transitions_their_sources_and_moves():
    assert machine.transition_names(SeatChange) == NAMES
    assert machine.sources(SeatChange, "decline") == {"requested", "confirming"}
    assert machine.sources(SeatChange, "save") == frozenset()
    assert machine.sources(SeatChange, "nothing") == frozenset()
    assert machine.moves(SeatChange) == MOVES
    assert ("confirming", "declined", "expire") in machine.edges(SeatChange)


@pytest.mark.parametrize("state", [state.code for state in STATES])
def test_every_state_reaches_an_end(state):
    assert machine.reaches_an_end(SeatChange, state, ENDS)


def test_what_cannot_be_reached():
    assert not machine.reaches_an_end(SeatChange, "changed", frozenset({"declined"}))
    assert not machine.reaches_an_end(SeatChange, "unknown", ENDS)


class Branching:
    """A machine with a transition that stays and one that chooses."""

    @transition("state", source=["a", "b"], target=None)
    def look(self):
        """Stays where it is."""

    @transition("state", source="a", target=RETURN_VALUE("b", "c"))
    def choose(self):
        """Goes to one of two."""


def test_transitions_that_stay_or_choose():
    assert machine.edges(Branching) == {
        ("a", "a", "look"),
        ("b", "b", "look"),
        ("a", "b", "choose"),
        ("a", "c", "choose"),
    }
    assert machine.moves(Branching) == {("a", "b"), ("a", "c")}


@given(st.lists(st.sampled_from(NAMES), max_size=30))
def test_random_walks_only_take_known_moves_and_never_leave_an_end(names):
    case = SeatChange(state="requested")
    for name in names:
        before, step = case.state, getattr(case, name)
        if can_proceed(step):
            step()
            assert (before, case.state) in MOVES
        else:
            with pytest.raises(TransitionNotAllowed):
                step()
            assert case.state == before
        assert before not in ENDS or case.state == before
