"""The conditions of a kind's actions: codes, sentences and who clears them, read from the guards' own source.

A guard builds its checks from the facts of a case. Without a case its source still says which there are, so
the rule book cannot tell of others than those that the door asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

from cases.kinds import Kind
from cases.rulebook.source import Told, checks_in

LEFT_OUT: Final = "…"
_GAPS: Final = re.compile(r"…(\s*[,;]?\s*…)+")
_WORD: Final = re.compile(r"\w")
_END: Final = re.compile(r"(?<=[.!?])\s*…$")


@dataclass(frozen=True)
class Condition:
    """All that is said under one code: while it is unmet, while it is met, who clears it, for which acts."""

    code: str
    unmet: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    who: frozenset[str] = frozenset()
    acts: tuple[str, ...] = ()


@dataclass
class _Collected:
    unmet: dict[str, None] = field(default_factory=dict)
    met: dict[str, None] = field(default_factory=dict)
    who: set[str] = field(default_factory=set)
    acts: dict[str, None] = field(default_factory=dict)

    def add(self, told: Told, act: str) -> None:
        """One more place that builds a check of this code."""
        self.unmet |= dict.fromkeys(filter(None, map(tidied, told.unmet)))
        self.met |= dict.fromkeys(filter(None, map(tidied, told.met)))
        self.who |= set(told.who)
        self.acts[act] = None


def conditions(kind: Kind) -> Sequence[Condition]:
    """Every condition of the kind's opening and of its actions, the core's too, its own first."""
    own = f"{kind.prefix}_"
    return sorted(_of(tuple(_guards(kind))), key=lambda one: not one.code.startswith(own))


@lru_cache(maxsize=50)
def _of(guards: tuple[tuple[str, Callable[..., Any]], ...]) -> tuple[Condition, ...]:
    found: dict[str, _Collected] = {}
    for act, guard in guards:
        for told in checks_of(guard):
            found.setdefault(told.code, _Collected()).add(told, act)
    return tuple(
        Condition(code, tuple(one.unmet), tuple(one.met), frozenset(one.who), tuple(one.acts))
        for code, one in sorted(found.items())
    )


def _guards(kind: Kind) -> Iterator[tuple[str, Callable[..., Any]]]:
    yield kind.opening.label, kind.opening.guards
    for spec in kind.actions:
        yield spec.label, spec.guards


def has_code(kind: Kind, code: str) -> bool:
    """Whether the rule book of the kind has a place for the code."""
    return code in _codes(tuple(_guards(kind)))


@lru_cache(maxsize=50)
def _codes(guards: tuple[tuple[str, Callable[..., Any]], ...]) -> frozenset[str]:
    return frozenset(one.code for one in _of(guards))


def checks_of(guard: Callable[..., Any]) -> Sequence[Told]:
    """What a guard can tell, of itself and of all functions that it asks."""
    if isinstance(guard, partial):
        return checks_in(guard.func, guard.keywords)
    return checks_in(guard, {})


def tidied(sentence: str) -> str:
    """A sentence with one gap for what the facts fill in; only the gap where they say all of it."""
    told = _END.sub("", _GAPS.sub(LEFT_OUT, sentence)).strip()
    return told if _WORD.search(told) else sentence and LEFT_OUT


def by_act(found: Sequence[Condition]) -> Mapping[str, list[str]]:
    """The codes by the act that they are asked for."""
    acts: dict[str, list[str]] = {}
    for one in found:
        for act in one.acts:
            acts.setdefault(act, []).append(one.code)
    return acts
