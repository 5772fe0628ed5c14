"""The nearest other facts with another outcome, found by asking the same rules again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from math import comb
from typing import Any, Final, Generic, TypeVar

Facts = TypeVar("Facts")
Outcome = TypeVar("Outcome", bound=Hashable)
MOST_AT_ONCE: Final = 4
MOST_ASKED: Final = 200


def altered(facts: Facts, changes: Mapping[str, Any]) -> Facts:
    """A frozen dataclass with some fields otherwise; TypeError for a name that is none of them.

    As `dataclasses.replace`, in a twentieth of its time: a decision asks about a dozen other facts. For
    classes without slots and without anything to do after they are made.
    """
    if not changes.keys() <= type(facts).__dataclass_fields__.keys():  # type: ignore[attr-defined]  # see above
        raise TypeError(f"{type(facts).__name__} has no {', '.join(sorted(changes))}")
    other = object.__new__(type(facts))
    other.__dict__.update(facts.__dict__, **changes)
    return other


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
    facts: Facts,
    turns: Sequence[Turn[Facts]],
    outcome: Callable[[Facts], Outcome],
    stays: Outcome | None = None,
) -> tuple[Found[Outcome], ...]:
    """Every set of turns of the smallest size that has another outcome: single ones, else pairs, and so on.

    Sets are tried in the order of `turns`. At most MOST_AT_ONCE turns are put together, then all of them; a
    size with more sets than MOST_ASKED leaves room for is passed over. `stays` is the outcome of `facts`,
    where the caller knows it already.
    """
    stays, left = outcome(facts) if stays is None else stays, MOST_ASKED
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
