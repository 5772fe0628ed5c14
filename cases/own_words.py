"""The lines of a mail: where each stands, and which are the sender's own words. Plain Python, for rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST_CHARACTERS = 100_000
MOST_LINES = 2_000
LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
FORWARDED = re.compile(
    r"^[-_ ]*(begin )?forwarded message|weitergeleitete nachricht|message transféré", re.IGNORECASE
)
HEADER = re.compile(r"^\W*(sent|date|gesendet|datum|envoyé|enviado|to|an|à|para)\s?:", re.IGNORECASE)
DASHES = "-_=* \t"


class Manners(Protocol):
    """How a language ends a mail and quotes an older one.

    `closings` stand above a signature; `wrote` are pairs that begin and end the line above a quoted mail;
    `history` are the words that stand above an older one.
    """

    @property
    def closings(self) -> tuple[str, ...]: ...
    @property
    def wrote(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def history(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sender's own words. `number` counts from 1, `offset` characters from the beginning."""

    number: int
    offset: int
    text: str
    signature: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in it."""
        return not clean(self.text)


def clean(text: str) -> str:
    """A text without what cannot be seen, in one shape, its spaces single."""
    shaped = unicodedata.normalize("NFC", text)
    return " ".join("".join(_visible(char) for char in shaped).split())


def _visible(char: str) -> str:
    kind = unicodedata.category(char)
    if kind in {"Cf", "Cs", "Co", "Cn"}:
        return ""
    return " " if kind in {"Cc", "Zs"} else char


def own_lines(text: str, languages: Collection[Manners]) -> list[Line]:
    """The lines that the sender wrote: no quoted reply, no older mail. The signature is marked.

    A forwarded mail is the sender's own: it was sent on so that it is read.
    """
    found: list[Line] = []
    signature = False
    lines = list(_lines(text[:MOST_CHARACTERS]))
    for place, line in enumerate(lines):
        said = clean(line.text)
        if said.startswith((">", "|")):
            continue
        if FORWARDED.search(said):
            found.append(Line(line.number, line.offset, ""))
            continue
        if _is_history(lines, place, said, languages):
            break
        signature = signature or line.text.rstrip("\r") in {"-- ", "--"} or _is_closing(said, languages)
        found.append(Line(line.number, line.offset, line.text, signature))
    return found


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for number, end in enumerate([*LINE_END.finditer(text), None], 1):
        if number > MOST_LINES:
            return
        stop = end.start() if end else len(text)
        yield Line(number, start, text[start:stop])
        start = end.end() if end else stop


def is_cut(text: str) -> bool:
    """Whether a text is longer than what is read of it."""
    return len(text) > MOST_CHARACTERS or len(LINE_END.findall(text)) >= MOST_LINES


def _is_history(lines: Sequence[Line], place: int, said: str, languages: Collection[Manners]) -> bool:
    """Whether an older mail begins here: its marked head, or the line that says who wrote it."""
    low = said.casefold()  # the words are in lower case, and hold no letter that this changes further
    following = clean(lines[place + 1].text).casefold() if place + 1 < len(lines) else ""
    for language in languages:
        pairs = language.wrote
        if any(low.startswith(first) and low.endswith(last) for first, last in pairs):
            return True
        if any(low.startswith(first) and "@" in low and following == last for first, last in pairs):
            return True
        bare = low.strip(DASHES)
        if any(bare.startswith(word) and low != bare for word in language.history):
            return True
        if any(low.startswith(word) for word in language.history if word.endswith(":")):
            below = [clean(line.text) for line in lines[place + 1 : place + 4]]
            if any(HEADER.match(one) for one in below):
                return not _was_forwarded(lines, place)
    return False


def _was_forwarded(lines: Sequence[Line], place: int) -> bool:
    above = [clean(line.text) for line in lines[max(0, place - 3) : place]]
    return any(FORWARDED.search(one) for one in above)


def _is_closing(said: str, languages: Collection[Manners]) -> bool:
    bare = said.casefold().strip(" ,.!")
    return any(bare == word.casefold() for language in languages for word in language.closings)
