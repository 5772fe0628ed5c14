"""A short walk over the machine and the rules of each kind; `make walks` takes a million steps."""

from __future__ import annotations

import pytest

from cases import machine, registry
from tests.walks.pools import FACTS
from tests.walks.walking import walk

STEPS = 2_000


@pytest.mark.parametrize("code", FACTS)
def test_rules_answer_sensibly_whatever_the_facts(code: str) -> None:
    kind = registry.get_kind(code)
    made = walk(kind, STEPS, seed=20_261_122)
    edges = machine.edges(kind.model)
    assert made.steps == STEPS
    assert set(made.taken) <= edges
    assert len(made.taken) >= 0.8 * len(edges), edges - set(made.taken)
    assert len(made.planned) >= 0.7 * len(kind.timers), made.planned
    assert {state for edge in made.taken for state in edge[:2]} == {state.code for state in kind.states}
    assert made.said


def test_every_kind_is_walked() -> None:
    ours = [kind for kind in registry.all_kinds() if not kind.model.__module__.startswith("tests.")]
    assert set(FACTS) == {kind.code for kind in ours}


def test_the_same_seed_is_the_same_walk() -> None:
    kind = registry.get_kind("rebook")
    assert walk(kind, 200, 1).taken == walk(kind, 200, 1).taken != walk(kind, 200, 2).taken
