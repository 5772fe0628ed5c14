"""The nearest other facts with another outcome, found by asking the same rules again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import comb
from typing import Final, Generic, TypeVar

Facts = TypeVar("Facts")
Outcome = TypeVar("Outcome", bound=Hashable)
MOST_AT_ONCE: Final = 4
MOST_ASKED: Final = 200


@dataclass(frozen=True, slots=True)
class Turn(Generic[Facts]):
    """One thing that could be otherwise, in words, and the facts as they would be with it."""

    words: str
    made: Callable[[Facts], Facts]


@dataclass(frozen=True, slots=True)
class Found(Generic[Outcome]):
    """The fewest turns that lead elsewhere, and where they lead."""

    words: tuple[str, ...]
    outcome: Outcome


def nearest(
    facts: Facts, turns: Sequence[Turn[Facts]], outcome: Callable[[Facts], Outcome]
) -> tuple[Found[Outcome], ...]:
    """Every set of turns of the smallest size that has another outcome: single ones, else pairs, and so on.

    Sets are tried in the order of `turns`. At most MOST_AT_ONCE turns are put together, then all of them; a
    size with more sets than MOST_ASKED leaves room for is passed over.
    """
    stays, left = outcome(facts), MOST_ASKED
    sizes = [*range(1, min(MOST_AT_ONCE, len(turns)) + 1), len(turns)]
    for size in filter(None, dict.fromkeys(sizes)):
        if comb(len(turns), size) > left:
            continue
        left -= comb(len(turns), size)
        found = []
        for chosen in combinations(turns, size):
            there = outcome(reduce(lambda known, turn: turn.made(known), chosen, facts))
            if there != stays:
                found.append(Found(tuple(turn.words for turn in chosen), there))
        if found:
            return tuple(found)
    return ()
