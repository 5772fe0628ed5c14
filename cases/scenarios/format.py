"""Reading a scenario strictly: a word that nobody knows is a mistake, never silently left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from cases import registry
from cases.kinds import Action, Kind
from cases.kinds import Event as EventSpec
from cases.teams import ROLES

KEYS: Final = ("id", "process", "title", "reading", "reading_refs", "given", "when", "expect")
NEEDED: Final = ("id", "process", "given", "when", "expect")
COMMON_GIVEN: Final = frozenset({"time_zone", "policy"})
SPECIAL: Final = frozenset({"tick", "outage_start", "outage_end"})
RECEIVE: Final = "receive"
DECIDE: Final = "decide"
ABOUT_EVENT: Final = frozenset({"at", "do", "by", "recorded_at", "ticket"})
EXPECTED: Final = {
    "blocked": list, "timers": list, "happened": list, "happened_once": list, "not_happened": list,
    "happened_in_order": list, "count": dict, "state": str, "state_in": list, "tickets": dict,
    "open_cases": int, "mail_contains": list, "decision": dict,
}  # fmt: skip
TIMER_KEYS: Final = frozenset({"kind", "due_at", "status", "subject"})
BLOCKED_KEYS: Final = frozenset({"event", "code", "mentions"})


class ScenarioError(ValueError):
    """The scenario itself cannot be played; the sentence says what is wrong with it."""


@dataclass(frozen=True)
class Event:
    """One line of `when`: `at` it happened, `known_at` the clock stands then."""

    at: datetime
    known_at: datetime
    do: str
    by: str
    ticket: str
    data: Mapping[str, Any]
    recorded_late: bool


@dataclass(frozen=True)
class Scenario:
    """A scenario with its kind; `given` and `expect` as they were written."""

    id: str
    title: str
    kind: Kind
    given: Mapping[str, Any]
    when: Sequence[Event]
    expect: Mapping[str, Any]

    @property
    def only_asks(self) -> bool:
        """Whether it asks the rules about facts and nothing else: then there is no case."""
        return all(event.do == DECIDE for event in self.when)

    @property
    def starts_at(self) -> datetime:
        """Where the clock stands first: at `processed_at` where given, else at the first event."""
        given = self.given.get("processed_at")
        return _instant(given, "processed_at") if given is not None else self.when[0].known_at


def parse(line: str | Mapping[str, Any]) -> Scenario:
    """The scenario of a line; raises ScenarioError for anything that is not understood."""
    told = _object(line)
    _known(told, KEYS, "the scenario")
    for name in NEEDED:
        if name not in told:
            raise ScenarioError(f"“{name}” is missing.")
    kind = _kind(told["process"])
    when = [_event(number, row, kind) for number, row in enumerate(_list(told["when"], "when"))]
    if not when:
        raise ScenarioError("“when” is empty.")
    _check_order(when)
    given, expect = _mapping(told["given"], "given"), _mapping(told["expect"], "expect")
    _check_given(given, kind)
    _check_expect(expect, when, kind)
    return Scenario(str(told["id"]), str(told.get("title", "")), kind, given, when, expect)


def _object(line: str | Mapping[str, Any]) -> Mapping[str, Any]:
    if not isinstance(line, str):
        return line
    try:
        return _mapping(json.loads(line), "the line")
    except (ValueError, RecursionError) as error:
        raise ScenarioError(f"This is no JSON object: {error}") from error


def _kind(code: Any) -> Kind:
    try:
        kind = registry.get_kind(code)
    except (KeyError, TypeError) as error:
        raise ScenarioError(f"“{code}” is no process that is installed.") from error
    if kind.scenario is None:
        raise ScenarioError(f"Scenarios of “{code}” cannot be played.")
    return kind


def _event(number: int, row: Any, kind: Kind) -> Event:
    told = _mapping(row, f"event {number}")
    do = told.get("do")
    if not isinstance(do, str) or "at" not in told:
        raise ScenarioError(f"Event {number} needs “at” and “do”.")
    at = _instant(told["at"], f"event {number}")
    known_at = _instant(told.get("recorded_at", told["at"]), f"event {number}")
    if known_at < at:
        raise ScenarioError(f"Event {number} is recorded before it happened.")
    data = {name: value for name, value in told.items() if name not in ABOUT_EVENT}
    _known(data, _inputs(do, kind, number), f"event {number}, {do}")
    by, ticket = told.get("by", ""), told.get("ticket", "")
    if do not in SPECIAL and (not isinstance(by, str) or by not in ROLES):
        raise ScenarioError(f"Event {number}: “{by}” is no role.")
    if not isinstance(ticket, str):
        raise ScenarioError(f"Event {number}: “{ticket}” is no ticket.")
    return Event(at, known_at, do, by, ticket, data, "recorded_at" in told)


def _inputs(do: str, kind: Kind, number: int) -> Iterable[str]:
    """The parameters that a `do` takes: those of its form."""
    if do in SPECIAL:
        return ()
    if do == RECEIVE:
        return kind.opening.form.base_fields
    if do == DECIDE and kind.dry_run is not None:
        return kind.dry_run.form.base_fields
    specs: dict[str, Action | EventSpec] = {spec.name: spec for spec in kind.actions}
    specs |= {spec.name: spec for spec in kind.events}
    if do not in specs:
        raise ScenarioError(f"Event {number}: “{do}” is no action or event of {kind.code}.")
    form = specs[do].form
    return form.base_fields if form else ()


def _check_order(when: Sequence[Event]) -> None:
    for number, (before, event) in enumerate(pairwise(when), 1):
        if event.known_at < before.known_at:
            raise ScenarioError(f"Event {number} comes before the one above it.")


def _check_given(given: Mapping[str, Any], kind: Kind) -> None:
    assert kind.scenario is not None
    _known(given, kind.scenario.keys | COMMON_GIVEN, "given")
    policy = _mapping(given.get("policy", {}), "policy")
    _known(policy, {key.name for key in kind.policies}, "given, policy")


def _check_expect(expect: Mapping[str, Any], when: Sequence[Event], kind: Kind) -> None:
    for name, value in expect.items():
        wanted = EXPECTED.get(name)
        if wanted is not None and not isinstance(value, wanted):
            raise ScenarioError(f"expect, {name}: this is no {wanted.__name__}.")
    for row in expect.get("timers", ()):
        _check_timer(row)
    for row in expect.get("blocked", ()):
        _check_blocked(row, when)
    for name in ("happened", "happened_once", "not_happened", "happened_in_order", "count"):
        _known({str(word): 0 for word in expect.get(name, ())}, kind.effects, f"expect, {name}")
    states = {state.code: 0 for state in kind.states}
    named = [expect["state"]] if "state" in expect else []
    _known({str(name): 0 for name in [*named, *expect.get("state_in", ())]}, states, "expect, states")


def _check_timer(row: Any) -> None:
    _known(_mapping(row, "timers"), TIMER_KEYS, "timers")
    if "kind" not in row:
        raise ScenarioError("A timer that is expected needs its kind.")
    if "due_at" in row:
        _instant(row["due_at"], "timers")


def _check_blocked(row: Any, when: Sequence[Event]) -> None:
    _known(_mapping(row, "blocked"), BLOCKED_KEYS, "blocked")
    number = row.get("event")
    if type(number) is not int or not 0 <= number < len(when) or when[number].do in SPECIAL:
        raise ScenarioError(f"blocked: {number} is no event that can be refused.")
    if "code" not in row:
        raise ScenarioError("blocked: the code is missing.")


def _known(told: Mapping[str, Any], names: Iterable[str], where: str) -> None:
    unknown = sorted(set(told) - set(names))
    if unknown:
        raise ScenarioError(f"Not known in {where}: {', '.join(unknown)}.")


def _mapping(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ScenarioError(f"“{where}” is no object.")
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise ScenarioError(f"“{where}” is no list.")
    return value


def _instant(text: Any, where: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise ScenarioError(f"{where}: “{text}” is no instant.") from error
    if instant.tzinfo is None:
        raise ScenarioError(f"{where}: “{text}” lacks its offset from UTC.")
    return instant
