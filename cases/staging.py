"""How a kind brings its cases to where a business scenario begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ScenarioCall:
    """One call on the way to where a scenario begins, made in `role`.

    Without an action and a path it opens a case with `data`; `ticket` names that case in the scenario.
    With `action` it performs it on the case opened last; with `path` it puts `data` there, below the API.
    """

    role: str
    data: Mapping[str, Any] = field(default_factory=dict)
    action: str = ""
    path: str = ""
    ticket: str = ""


@dataclass(frozen=True)
class Scenario:
    """How the `given` of a business scenario becomes cases.

    `keys` are the names `given` may hold. `calls` answers the calls to make, in order, for a `given` and the
    account to use. `identifiers` are inputs whose values name something outside, such as an order: where
    the database already holds one of that name, the scenario is played under names of its own.
    `organisations` says for whom people from outside act, by their role.
    """

    keys: frozenset[str]
    calls: Callable[[Mapping[str, Any], Mapping[str, Any]], Sequence[ScenarioCall]]
    identifiers: frozenset[str] = frozenset()
    organisations: Callable[[Mapping[str, Any]], Mapping[str, str]] = lambda given: {}
