"""Walks over a kind's machine with random facts: the pure rules must answer, and sensibly, at every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

from cases import machine
from cases.kinds import Kind, PolicyKey
from cases.routing import Asked, Policy
from cases.teams import TEAMS
from tests.walks.facts import START, Maker
from tests.walks.pools import FACTS, POOLS, POSSIBLE

LONGEST = 40
Edge = tuple[str, str, str]


@dataclass
class Walk:
    """One kind, walked over and over. `taken` counts edges, `said` refusal codes, `rules` the rows."""

    kind: Kind
    random: Random
    taken: Counter[Edge] = field(default_factory=Counter)
    planned: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    steps: int = 0

    def __post_init__(self) -> None:
        self.maker = Maker(self.random, POOLS)
        self.actions = [one for one in self.kind.actions if not one.core]
        self.begin()

    def begin(self) -> None:
        """A case in its first state, at any instant of two years, under a policy with one value changed."""
        self.maker.now = START + timedelta(minutes=self.random.randrange(1_000_000))
        self.state = self.kind.states[0].code
        self.policy = Policy(1, _varied(self.kind, self.random))
        self.facts = self._possible(
            self.maker.facts(FACTS[self.kind.code], state=self.state, is_closed=False)
        )
        self.left = LONGEST

    def step(self) -> None:
        """One transition of the machine; then facts change, time passes, and every rule is asked."""
        ways = _ways(self.kind).get(self.state, ())
        if not ways or self.left <= 0:
            self.begin()
            ways = _ways(self.kind)[self.state]
        edge = self._chosen(ways)
        self.taken[edge] += 1
        self.state = edge[1]
        self.left -= 1
        self.steps += 1
        self.maker.now += timedelta(minutes=self.random.choice((1, 60, 1441, 20_000)))
        closed = self.kind.state(self.state).closed
        self.facts = self._possible(self.maker.changed(self.facts, state=self.state, is_closed=closed))
        self._decides()
        self._plans(closed=closed)
        self._goes_on()
        self._guards()

    def _chosen(self, ways: Sequence[Edge]) -> Edge:
        """Any way; mostly one that does not end the walk, half of the time the one least gone by so far."""
        onward = [one for one in ways if not self.kind.state(one[1]).closed]
        if onward and self.random.random() < 0.85:
            ways = onward
        if self.random.random() < 0.5:
            return min(ways, key=lambda one: self.taken[one])
        return self.random.choice(ways)

    def _possible(self, facts: Any) -> Any:
        """The facts, without what no form lets be told."""
        return POSSIBLE.get(self.kind.code, lambda same: same)(facts)

    def _decides(self) -> None:
        now, kind = self.maker.now, self.kind
        found = kind.decide(self.facts, self.policy, now)
        assert found.team in TEAMS, found
        assert all((found.rule, found.clause, found.answer)), found
        assert all(one.label and one.shown for one in found.because), found.because
        assert found.advised <= {one.name for one in kind.actions}, found.advised
        if self.steps % 16 == 0:
            assert found == kind.decide(self.facts, self.policy, now), "the same facts, another decision"
            assert kind.brief is not None
            assert kind.brief(self.facts, self.policy, now) == replace(found, counterfactuals=())
        self.rules[found.rule] += 1

    def _plans(self, *, closed: bool) -> None:
        known = {one.kind: one for one in self.kind.timers}
        armed = frozenset(name for name in known if self.random.random() < 0.5)
        found = self.kind.plan(self.facts, self.policy, armed)
        keys = [(one.kind, one.subject) for one in found]
        assert len(keys) == len(set(keys)), f"planned twice: {keys}"
        for one in found:
            assert one.due_at.utcoffset() is not None, one
            assert not closed or known[one.kind].follow_up, f"{one.kind} in {self.state}"
            self.planned[one.kind] += 1
        for name in known:
            told = self.kind.cancel_reason(name, self.facts)
            assert told.endswith("."), (name, told)

    def _goes_on(self) -> None:
        name = self.kind.automatic(self.facts, self.state, self.policy, self.maker.now)
        if name is not None:
            spec = self.kind.action(name)
            assert self.state in machine.sources(self.kind.model, spec.transition or name), (name, self.state)

    def _guards(self) -> None:
        spec = self.random.choice(self.actions)
        role = self.random.choice(sorted(spec.roles) or ["system"])
        asked = Asked(self.facts, self.policy, self.maker.now, role, self.state)
        for check in spec.guards(asked):
            assert check.code.isupper(), check
            assert check.met or check.message.strip(), check
            assert check.opens_at is None or check.opens_at.utcoffset() is not None, check
            if not check.met:
                self.said[check.code] += 1


@cache
def _edges(kind_code: str, model: Any) -> dict[str, tuple[Edge, ...]]:
    found: dict[str, list[Edge]] = {}
    for edge in sorted(machine.edges(model)):
        found.setdefault(edge[0], []).append(edge)
    return {state: tuple(ways) for state, ways in found.items()}


def _ways(kind: Kind) -> dict[str, tuple[Edge, ...]]:
    return _edges(kind.code, kind.model)


def _varied(kind: Kind, random: Random) -> dict[str, Any]:
    """The shipped policy with one value replaced by another that it may have."""
    values = {key.name: key.default for key in kind.policies}
    key = random.choice(kind.policies)
    return values | {key.name: _other(key, random)}


def _other(key: PolicyKey, random: Random) -> Any:
    if isinstance(key.default, bool):
        return not key.default
    if isinstance(key.default, (int, float)) and key.minimum is not None and key.maximum is not None:
        return random.choice(
            (int(key.minimum), int(key.maximum), random.randint(int(key.minimum), int(key.maximum)))
        )
    if isinstance(key.default, str) and key.choices:
        return random.choice(key.choices)
    return key.default


def walk(kind: Kind, steps: int, seed: int) -> Walk:
    """So many steps of a kind. An assertion that fails names the kind, the seed and the step."""
    made = Walk(kind, Random(f"{seed} {kind.code}"))
    for number in range(steps):
        try:
            made.step()
        except Exception as error:
            error.add_note(f"{kind.code}, seed {seed}, step {number}, state {made.state}: {made.facts}")
            raise
    return made
