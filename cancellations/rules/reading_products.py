"""Lists of products in a mail: bullets, lines, or words between commas."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cancellations.rules.fit import is_all
from cancellations.rules.reading_words import Language
from cases.labelled import BULLET, is_bullet
from cases.own_words import Line, clean
from cases.words import plain_name

QUOTES = "\"'“”„«»"
MOST = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """One product and where it stands."""

    name: str
    line: int
    offset: int


@dataclass(frozen=True, slots=True)
class Products:
    """A list of products; `all` where it says so instead of naming them."""

    places: tuple[Placed, ...] = ()
    all: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names, each once."""
        return tuple({plain_name(one.name): one.name for one in reversed(self.places)}.values())[::-1]


def gather(head: Line, rest: Sequence[Line], languages: Collection[Language]) -> Products:
    """The list that begins with a label's value and goes on in the lines below it."""
    items = [head] if clean(head.text) else []
    open_list = not items or clean(head.text).endswith((",", ";"))
    for place, line in enumerate(rest):
        if line.is_blank:
            if (items or place > 0) and not _goes_on(rest[place + 1 :], items):
                break
            continue
        indented = line.text[:1].isspace()
        if not (is_bullet(line.text) or indented or open_list):
            break
        items.append(line)
    several = len(items) > 1
    found = [one for item in items for one in _split(item, languages, alone=not several)]
    named = [one for one in found if not is_all(one.name)]
    return Products(tuple(named[:MOST]), all=len(named) < len(found))


def _goes_on(rest: Sequence[Line], items: Sequence[Line]) -> bool:
    """Whether a list of bullets goes on below an empty line."""
    following = next((line for line in rest if not line.is_blank), None)
    return (
        following is not None and is_bullet(following.text) and all(is_bullet(one.text) for one in items[1:])
    )


def _split(line: Line, languages: Collection[Language], *, alone: bool) -> list[Placed]:
    """The products of one line: those between semicolons or commas; a bullet among others is one product."""
    bullet = BULLET.match(line.text)
    start = bullet.end() if bullet else 0
    text = line.text[start:]
    marks = ";" if ";" in text else "," if alone or not bullet else ""
    parts = _parts(text, marks)
    if marks == "," or alone:
        parts = _last_two(parts, languages)
    placed = []
    for offset, part in parts:
        name = clean(part).strip(" *_`").strip(QUOTES).strip(" .,;")
        if any(char.isalnum() for char in name):
            lead = len(part) - len(part.lstrip())
            placed.append(Placed(name, line.number, line.offset + start + offset + lead))
    return placed


def _parts(text: str, marks: str) -> list[tuple[int, str]]:
    """The parts between the marks that stand outside brackets and quotes, each with its place."""
    found, begin, depth, quoted = [], 0, 0, False
    for place, char in enumerate(text):
        depth = max(0, depth + (char in "([") - (char in ")]"))
        quoted ^= char in '"“”'
        if marks and char in marks and not depth and not quoted:
            found.append((begin, text[begin:place]))
            begin = place + 1
    return [*found, (begin, text[begin:])]


def _last_two(parts: list[tuple[int, str]], languages: Collection[Language]) -> list[tuple[int, str]]:
    """The last part divided at its "and"."""
    words = "|".join(sorted({re.escape(word) for one in languages for word in one.both}))
    place, text = parts[-1]
    match = re.search(rf"(?:^|\s)(?:{words})\s+", text, re.IGNORECASE)
    if match is None or "(" in text[: match.start()] or match.end() >= len(text):
        return parts
    return [*parts[:-1], (place, text[: match.start()]), (place + match.end(), text[match.end() :])]
