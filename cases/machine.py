"""What a model's state machine allows, read from its transitions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import Model

WILDCARDS = frozenset({"*", "+"})


def _transitions(model: type[Model], method: str) -> Iterator[Any]:
    meta = getattr(getattr(model, method, None), "_django_fsm", None)
    if meta is not None:
        yield from meta.transitions.values()


def has_transition(model: type[Model], method: str) -> bool:
    """Whether the model has a transition of that name."""
    return any(True for _ in _transitions(model, method))


@cache
def sources(model: type[Model], method: str) -> frozenset[str]:
    """The states from which the transition may be taken; empty when there is no such transition."""
    return frozenset(transition.source for transition in _transitions(model, method))


def targets(transition: Any) -> frozenset[str]:
    """The states a transition may lead to; its own source when it has no target."""
    if transition.target is None:
        return frozenset({transition.source})
    allowed = getattr(transition.target, "allowed_states", None)
    return frozenset(allowed) if allowed else frozenset({transition.target})


def transition_names(model: type[Model]) -> list[str]:
    """The names of all transitions of the model, sorted."""
    return sorted(name for name in dir(model) if not name.startswith("_") and has_transition(model, name))


@cache
def edges(model: type[Model]) -> frozenset[tuple[str, str, str]]:
    """Every (source, target, transition) of the machine; transitions that stay in a state included."""
    return frozenset(
        (transition.source, target, name)
        for name in transition_names(model)
        for transition in _transitions(model, name)
        for target in targets(transition)
    )


def moves(model: type[Model]) -> frozenset[tuple[str, str]]:
    """The (source, target) pairs that change the state: what the database's triggers must allow."""
    return frozenset((source, target) for source, target, _ in edges(model) if source != target)


def reaches_an_end(model: type[Model], state: str, ends: frozenset[str]) -> bool:
    """Whether some path of transitions leads from `state` to an end state."""
    seen, todo = {state}, [state]
    while todo:
        here = todo.pop()
        if here in ends:
            return True
        onward = {target for source, target in moves(model) if source == here} - seen
        seen |= onward
        todo += onward
    return False
