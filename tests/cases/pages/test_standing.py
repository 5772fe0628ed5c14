"""What the head of a case says of where it stands."""

import pytest

from cases import registry
from cases.present.casehead import standing

ENDS = [
    (state, outcome)
    for kind in registry.all_kinds()
    for state in kind.states
    for outcome in ("", *kind.outcomes.values())
]


@pytest.mark.parametrize(("state", "outcome"), ENDS)
def test_no_word_is_said_twice(state, outcome):
    said = standing(state, outcome)
    assert said.startswith(state.label)
    parts = said.split(": ")
    assert len(parts) == len(set(parts))
    if state.closed and outcome and outcome != state.label:
        assert said == f"{state.label}: {outcome}"
