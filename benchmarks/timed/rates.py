"""The same kind of work in several ways, turn by turn in one run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from benchmarks.place import Place
from benchmarks.timed.stage import Hand, rate

# What a way is called here, how many processes do it at once, and which way it is.
WAYS: Final[dict[str, tuple[str, int]]] = {
    "set": ("set", 1),
    "raw100": ("raw100", 1),
    "raw": ("raw", 1),
    "orm": ("orm", 1),
    "ours": ("ours", 1),
    "ours2": ("ours", 2),
}
Rates = dict[str, list[tuple[int, float]]]


def measure(place: Place, turns: Sequence[Sequence[int]]) -> Rates:
    """Gives each way its turn, each time with another one first; answers rows and seconds of each turn."""
    hands = {name: [Hand(place, way) for _ in range(number)] for name, (way, number) in WAYS.items()}
    found: Rates = {name: [] for name in WAYS}
    names = list(WAYS)
    try:
        for number in range(0, len(turns) - len(names) + 1, len(names)):
            start = number // len(names) % len(names)
            turned = [*names[start:], *names[:start]]
            for name, cases in zip(turned, turns[number : number + len(names)], strict=True):
                found[name].append(rate(hands[name], cases))
    finally:
        for one in [hand for several in hands.values() for hand in several]:
            one.stop()
    return found


def a_second(rates: Rates, name: str) -> float:
    """Rows a second of a way, over all its turns but the first, in which its process was cold."""
    turns = rates[name][1:] or rates[name]
    return sum(rows for rows, _ in turns) / sum(seconds for _, seconds in turns)
