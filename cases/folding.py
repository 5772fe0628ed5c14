"""Words as they are compared when somebody searches: without capitals and accents, a letter amiss forgiven.

`FOLDED` in the database's own language is kept equal to `fold`: a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

SHORTEST_WITH_SLIP: Final = 4  # in shorter words one letter amiss makes another word of it
SHORTEST: Final = 3
LONGEST: Final = 30
MOST_WORDS: Final = 12
MARKS: Final = re.compile("[\u0300-\u036f]")
PAIRS: Final = {"ß": "ss", "æ": "ae", "œ": "oe"}
LETTERS: Final = str.maketrans("øłđðþı", "olddti")
BETWEEN: Final = re.compile(r"[\s.,;:/&()\[\]'\"!?+*_\-\u2013\u2014\u2019]+")
# Shown around what was found: so many signs.
AROUND: Final = 70

Piece = tuple[str, bool]


def fold(text: str) -> str:
    """In small letters without accents: "Škoda Œuvres" is "skoda oeuvres"."""
    plain = MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()
    plain = MARKS.sub("", plain)  # small letters of a few capitals have a mark again
    for pair, letters in PAIRS.items():
        plain = plain.replace(pair, letters)
    return plain.translate(LETTERS)


def words_of(text: str) -> list[str]:
    """The folded words, each once, in order; at most as many as are looked at."""
    found = [word for word in BETWEEN.split(fold(text)) if any(char.isalnum() for char in word)]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def variants(word: str) -> set[str]:
    """The word and what is left of it without any one letter.

    Two words share one of them where a letter is missing, one too many, wrong, or changed places with the
    next: what a hand does on a keyboard. They are then compared by `is_slip`.
    """
    if not SHORTEST <= len(word) <= LONGEST:
        return set()
    if len(word) < SHORTEST_WITH_SLIP:
        return {word}
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


def is_slip(one: str, other: str) -> bool:
    """Whether the words are equal but for one letter missing, too many, wrong, or two that changed places."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, left = one[at:], other[at:]
    swapped = rest[:2] == left[:2][::-1] and rest[2:] == left[2:] and len(rest) > 1
    return rest[1:] == left[1:] or rest[1:] == left or rest == left[1:] or swapped


def marked(text: str, words: list[str]) -> list[Piece]:
    """The part of the text around the first word found, in pieces; True marks those that were searched for.

    Pieces are plain text: whoever shows them escapes them. `words` are folded, each may be a beginning.
    """
    line = " ".join(text.split())
    folded, places = _with_places(line)
    found = sorted(_found(folded, places, words, len(line)))
    if not found:
        return [(line[: 2 * AROUND] + ("…" if len(line) > 2 * AROUND else ""), False)]
    begin, end = _window(line, found[0][0], found[0][1])
    pieces: list[Piece] = [("…", False)] if begin else []
    at = begin
    for start, stop in found:
        if start < at or stop > end:
            continue
        pieces += [(line[at:start], False), (line[start:stop], True)]
        at = stop
    pieces += [(line[at:end] + ("…" if end < len(line) else ""), False)]
    return [piece for piece in pieces if piece[0]]


def _with_places(line: str) -> tuple[str, list[int]]:
    """The folded line, and for each of its signs the place of the one it came from."""
    folded, places = [], []
    for place, char in enumerate(line):
        for one in fold(char):
            folded.append(one)
            places.append(place)
    return "".join(folded), places


def _found(folded: str, places: list[int], words: list[str], length: int) -> Iterator[tuple[int, int]]:
    """Where words of the line begin with what is searched for, as places in the line."""
    for word in words:
        for match in re.finditer(rf"(?<![^\W_]){re.escape(word)}[^\W_]*", folded):
            last = match.end()
            yield places[match.start()], places[last] if last < len(places) else length


def _window(line: str, start: int, stop: int) -> tuple[int, int]:
    """Some words before and after, none of them cut."""
    begin, end = max(0, start - AROUND), min(len(line), stop + AROUND)
    if begin:
        begin = min(start, line.find(" ", begin) + 1 or begin)
    if end < len(line):
        end = max(stop, line.rfind(" ", stop, end)) if " " in line[stop:end] else end
    return begin, end
