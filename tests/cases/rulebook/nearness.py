"""What a told change promises: with it the rules decide as told, and with less they decide as they do."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import reduce
from itertools import combinations
from typing import Any

from cases.nearest import Turn, nearest
from cases.routing import Decision, Ruling


def check(
    facts: Any,
    turns: Sequence[Turn[Any]],
    outcome: Callable[[Any], Hashable],
    decided: Callable[[Any], Any],
    same: Callable[[Any], Hashable],
    told: Sequence[str],
) -> int:
    """Holds every found set against whole decisions; answers how many turns the found sets have.

    `decided` takes the whole decision, `same` what of it makes it another one, `told` are the sentences.
    """
    found, stays = nearest(facts, turns, outcome), same(decided(facts))
    by_words = {turn.words: turn for turn in turns}
    assert len(by_words) == len(turns)
    for one in found:
        there = decided(_with(facts, [by_words[words] for words in one.words]))
        assert same(there) != stays
        assert [
            words for words in told if _says(words, one.words) and words.endswith(f"(rule {there.rule}).")
        ]
    size = len(found[0].words) if found else 0
    for smaller in range(1, size):
        for chosen in combinations(turns, smaller):
            assert same(decided(_with(facts, chosen))) == stays
    return size


def same_ruling(decision: Decision, ruling: Ruling) -> None:
    """Without its reasons a decision says just what it says with them."""
    told = Ruling(decision.team, decision.action, decision.rule, decision.answer)
    assert told == ruling


def _with(facts: Any, chosen: Sequence[Turn[Any]]) -> Any:
    return reduce(lambda known, turn: turn.made(known), chosen, facts)


def _says(sentence: str, words: Sequence[str]) -> bool:
    return all(one[1:] in sentence for one in words)
