"""Small words of sentences: lists and counted nouns. Plain Python, for rules and pages alike."""

from __future__ import annotations

from collections.abc import Iterable


def listed(words: Iterable[str], last: str = "and") -> str:
    """The words as a list in a sentence: "A, B and C"."""
    *first, end = list(words) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 badge", "3 badges"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def plain_name(name: str) -> str:
    """A name as it is compared: letter case and spacing aside."""
    return " ".join(name.split()).casefold()


def same_name(one: str, other: str) -> bool:
    """Whether two names mean the same."""
    return plain_name(one) == plain_name(other)
