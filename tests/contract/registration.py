"""A registration that misses something does not start, and says what to add."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from cases import registry
from cases.forms import ActionForm
from cases.imports import ImportAct, ImportSpec
from cases.kinds import Kind, PolicyKey
from tests.contract.world import World

Change = Callable[[Kind], dict[str, Any]]


def first(rows: tuple[Any, ...], **changes: Any) -> tuple[Any, ...]:
    """The rows with the first one changed."""
    return (replace(rows[0], **changes), *rows[1:])


def in_machine(kind: Kind, **changes: Any) -> tuple[Any, ...]:
    """The actions with the first that the machine moves by changed."""
    number = next(n for n, action in enumerate(kind.actions) if action.states == "machine")
    changed = replace(kind.actions[number], **changes)
    return (*kind.actions[:number], changed, *kind.actions[number + 1 :])


def without_ends(kind: Kind) -> tuple[Any, ...]:
    """The states with no end among them."""
    return tuple(replace(state, closed=False, team=state.team or "research") for state in kind.states)


def keys(**changes: Any) -> tuple[PolicyKey, ...]:
    """One policy value with a fault."""
    return (
        PolicyKey("x", 5, "X", "hours", 1, 10, ()),
        replace(PolicyKey("y", 5, "Y", "hours", 1, 10), **changes),
    )


def _import(kind: Kind) -> ImportSpec:
    """The import of a kind that has one."""
    assert kind.imports is not None
    return kind.imports


TAKEN_AWAY: dict[str, tuple[Change, str]] = {
    **{
        f"a state's {part}": (
            lambda k, part=part: {"states": first(k.states, **{part: ""})},
            f"has no {part}",
        )
        for part in ("label", "word", "shape", "description")
    },
    "a state's tone": (lambda k: {"states": first(k.states, tone="")}, "has the tone ''"),
    "a state's team": (lambda k: {"states": first(k.states, team=None)}, "has no holding team"),
    "a known team": (
        lambda k: {"states": first(k.states, team="nobody")},
        "is held by 'nobody', which is no team",
    ),
    "attention hours": (lambda k: {"states": first(k.states, attention_hours=0)}, "has no attention hours"),
    "a state": (lambda k: {"states": k.states[1:]}, "which is not declared"),
    "one of two states": (lambda k: {"states": (*k.states, k.states[0])}, "is declared twice"),
    "the ends": (lambda k: {"states": without_ends(k)}, "no transition leads from .* to an end"),
    **{
        f"an action's {part}": (
            lambda k, part=part: {"actions": first(k.actions, **{part: ""})},
            f"no text for '{part}'",
        )
        for part in ("label", "does", "done")
    },
    "one of two actions": (lambda k: {"actions": (*k.actions, k.actions[0])}, "is declared twice"),
    "an action's transition": (
        lambda k: {"actions": in_machine(k, transition="nowhere")},
        "no transition 'nowhere'",
    ),
    "a known role": (
        lambda k: {"actions": first(k.actions, roles=frozenset({"nobody"}))},
        "the role 'nobody' has no label",
    ),
    "an opener": (lambda k: {"opening": replace(k.opening, roles=frozenset())}, "nobody may open"),
    "the opening's label": (
        lambda k: {"opening": replace(k.opening, label="")},
        "the opening has no text for 'label'",
    ),
    **{
        f"an event's {part}": (
            lambda k, part=part: {"events": first(k.events, **{part: ""})},
            f"no text for '{part}'",
        )
        for part in ("label", "does", "done")
    },
    "an event's roles": (lambda k: {"events": first(k.events, roles=frozenset())}, "nobody may record"),
    "what a timed step will do": (
        lambda k: {"timers": first(k.timers, does="")},
        "does not say what it will do",
    ),
    "what a timed step did": (
        lambda k: {"timers": first(k.timers, done="")},
        "does not say what it will do and did",
    ),
    "the future of a timed step": (
        lambda k: {"timers": first(k.timers, does="Does it.")},
        "begins with “Will",
    ),
    "one of two timed steps": (
        lambda k: {"timers": (*k.timers, k.timers[0])},
        "timed step .* is declared twice",
    ),
    "words of an effect": (lambda k: {"effects": {**k.effects, "x": ""}}, "the effect 'x' has no words"),
    "words of a flag": (lambda k: {"flags": {**k.flags, "x": ""}}, "the flag 'x' has no words"),
    "words of an outcome": (lambda k: {"outcomes": {**k.outcomes, "x": ""}}, "the outcome 'x' has no words"),
    "the kind's label": (lambda k: {"label": ""}, "the kind has no label"),
    "the kind's summary": (lambda k: {"summary": ""}, "the kind has no summary"),
    "a policy's range": (lambda k: {"policies": keys(default=11)}, "has a default outside its range"),
    "a policy's choice": (
        lambda k: {"policies": keys(default="c", choices=("a", "b"))},
        "not among its choices",
    ),
    "a policy's label": (lambda k: {"policies": keys(label="")}, "the policy 'y' has no label"),
    "one of two policies": (lambda k: {"policies": (*keys(), *keys())}, "the policy 'x' is declared twice"),
    "the import's key": (lambda k: {"imports": replace(_import(k), key=())}, "has no key"),
    "a column of the import": (
        lambda k: {"imports": replace(_import(k), key=("nothing",))},
        "names the column 'nothing'",
    ),
    "the import's sample": (lambda k: {"imports": replace(_import(k), sample={})}, "leaves out"),
    "the import's role": (lambda k: {"imports": replace(_import(k), role="auditor")}, "which may not"),
    "what an import does": (
        lambda k: {"imports": replace(_import(k), acts=(ImportAct("fly", "account", {}, "manager"),))},
        "which no verb allows",
    ),
    "a state of the map": (
        lambda k: {"map_rows": (("nowhere",),)},
        "the map names 'nowhere', which is no state",
    ),
}

NOT_EVERY_KIND_HAS = (
    "an event", "the future", "one of two timed", "what a timed", "the import", "a column of the import",
    "what an import",
)  # fmt: skip


class Registered:
    """Things are taken away one by one."""

    def test_the_registration_as_it_is_starts(self, house: World) -> None:
        kind = as_declared(house.kind)
        try:
            assert registry.register(kind).actions
        finally:
            registry.unregister(kind.code)

    @pytest.mark.parametrize("missing", TAKEN_AWAY)
    def test_the_start_fails_without(self, house: World, missing: str) -> None:
        kind, (change, sentence) = as_declared(house.kind), TAKEN_AWAY[missing]
        if missing.startswith(NOT_EVERY_KIND_HAS) and not _has(kind, missing):
            pytest.skip("the kind has none")
        try:
            with pytest.raises(ImproperlyConfigured) as caught:
                registry.register(replace(kind, **change(kind)))
            assert re.search(sentence, str(caught.value)), str(caught.value)
        finally:
            started = kind.code in {one.code for one in registry.all_kinds()}
            if started:
                registry.unregister(kind.code)
        assert not started

    @pytest.mark.parametrize("part", ["code", "prefix"])
    def test_a_name_is_taken_once(self, house: World, part: str) -> None:
        kind = replace(as_declared(house.kind), **{part: getattr(house.kind, part)})
        with pytest.raises(ImproperlyConfigured, match="is registered already"):
            registry.register(kind)

    def test_a_kind_may_have_its_own_code_for_a_wrong_role(
        self, house: World, monkeypatch: pytest.MonkeyPatch, action: str
    ) -> None:
        monkeypatch.setitem(registry._kinds, house.kind.code, replace(house.kind, wrong_role_code="ZZ_ROLE"))
        reference = house.cases["another"]
        outcome = house.call(reference, action, "auditor", house.input_of(action, reference))
        assert (outcome.status, outcome.refusals[-1].code in {"ZZ_ROLE", "WRONG_STATE"}) == (403, True)
        assert "ZZ_ROLE" in {refusal.code for refusal in outcome.refusals}

    def test_every_form_is_an_action_form(self, house: World) -> None:
        kind = house.kind
        forms = [spec.form for spec in (*kind.actions, *kind.events, kind.opening) if spec.form]
        assert all(issubclass(form, ActionForm) for form in forms)


def as_declared(kind: Kind) -> Kind:
    """The registration under another name, without what the core adds to it."""
    own = tuple(action for action in kind.actions if not action.core)
    policies = tuple(key for key in kind.policies if not key.name.endswith(".attention_hours"))
    return replace(kind, code="a_second_name", prefix="ZZ", actions=own, policies=policies)


def _has(kind: Kind, missing: str) -> bool:
    if "import" in missing:
        return kind.imports is not None
    return bool(kind.events if "event" in missing else kind.timers)
