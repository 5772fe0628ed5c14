"""The nearest other facts: singles before pairs, in a fixed order, at a bounded cost."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, replace
from functools import partial

import pytest

from cases.nearest import MOST_ASKED, Turn, altered, nearest


def add(known: frozenset[str], name: str) -> frozenset[str]:
    return known | {name}


def turns(names: str) -> list[Turn[frozenset[str]]]:
    return [Turn(name, partial(add, name=name)) for name in names]


@pytest.mark.parametrize(
    ("needed", "found"),
    [
        (["b"], [("b",)]),
        (["a", "c"], [("a",), ("c",)]),
        (["ab"], [("a", "b")]),
        (["ab", "d"], [("d",)]),
        (["abd"], [("a", "b", "d")]),
        (["abcde"], [("a", "b", "c", "d", "e")]),
        (["abcd"], [("a", "b", "c", "d")]),
        (["z"], []),
    ],
)
def test_the_fewest_turns_that_lead_elsewhere(needed: list[str], found: list[tuple[str, ...]]) -> None:
    def outcome(known: frozenset[str]) -> bool:
        return any(set(some) <= known for some in needed)

    assert [one.words for one in nearest(frozenset(), turns("abcde"), outcome)] == found


def test_the_cost_has_a_bound() -> None:
    asked = []

    def outcome(known: frozenset[str]) -> bool:
        asked.append(known)
        return False

    nearest(frozenset(), turns("abcdefghijklmnopqrstuvwxyz"), outcome)
    assert len(asked) <= MOST_ASKED + 2


@dataclass(frozen=True)
class Seats:
    wanted: int
    note: str = ""


def test_altered_facts_are_what_replacing_makes() -> None:
    seats = Seats(3, "now")
    assert altered(seats, {"wanted": 4}) == replace(seats, wanted=4) == Seats(4, "now")
    assert seats == Seats(3, "now")
    with pytest.raises(FrozenInstanceError):
        altered(seats, {}).wanted = 5  # type: ignore[misc]  # that it is refused is the point
    with pytest.raises(TypeError, match="Seats has no whished"):
        altered(seats, {"whished": 4})
