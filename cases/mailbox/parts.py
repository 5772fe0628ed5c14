"""Walking through the parts of a mail, with limits on everything that somebody could make large."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32
from typing import Any, Final

from cases.mailbox.charsets import decoded
from cases.mailbox.headers import words
from cases.mailbox.names import cleaned
from cases.mailbox.quiet import quietly

DEEPEST: Final = 20
MOST_PARTS: Final = 200
MOST_NESTS: Final = 60
# What makes the parser go one level deeper; its work grows with lines x levels.
NESTS: Final = re.compile(rb"(?i)boundary[*0-9]*\s*=|content-type:\s*message/")
TOO_DEEP: Final = "Its parts are nested too deeply to be read. Download the mail to look at it."
TOO_MANY: Final = f"It has more than {MOST_PARTS} parts; the rest was not read."
DAMAGED: Final = "One of its parts is damaged and was not read."


@dataclass(frozen=True)
class Part:
    """One piece of a mail that holds no others. `name` is "" for what is shown as the mail's words."""

    content_type: str
    charset: str
    name: str
    content: bytes
    inline: bool


@dataclass
class Walk:
    """The parts that were found, and what stopped the walk, in sentences."""

    parts: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def note(self, text: str) -> None:
        """Says it once."""
        if text not in self.notes:
            self.notes.append(text)


def parsed(raw: bytes) -> tuple[Message, bool]:
    """The mail as a tree; only its headers (and True) where its parts are nested beyond reason."""
    if len(NESTS.findall(raw)) <= MOST_NESTS:
        try:
            return BytesParser(policy=compat32).parsebytes(raw), False
        except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
            pass  # broken in a way that the library does not know
    return BytesHeaderParser(policy=compat32).parsebytes(raw[:200_000]), True


def walk(message: Message) -> Walk:
    """Every leaf of the tree in the order in which they stand; mails inside the mail are leaves too."""
    found = Walk()
    stack: list[tuple[Any, int]] = [(message, 0)]
    seen = 0
    while stack:
        part, depth = stack.pop()
        seen += 1
        if seen > MOST_PARTS:
            found.note(TOO_MANY)
            break
        if depth > DEEPEST:
            found.note(TOO_DEEP)
            continue
        inside = _inside(part)
        if inside is not None:
            # No more are kept than could be looked at: ten thousand parts are not even listed.
            stack += [(one, depth + 1) for one in reversed(inside[: MOST_PARTS + 1])]
            continue
        leaf = _leaf(part, len(found.parts) + 1)
        if leaf is None:
            found.note(DAMAGED)
        else:
            found.parts.append(leaf)
    return found


def _inside(part: Any) -> list[Any] | None:
    """The parts of a part; None for a leaf."""
    payload = part.get_payload()
    if not isinstance(payload, list) or _type(part).startswith("message/"):
        return None
    return payload


def _leaf(part: Any, number: int) -> Part | None:
    kind = _type(part)
    content = quietly(lambda: _bytes(part), None)
    if content is None:
        return None
    given = _file_name(part)
    is_words = kind in {"text/plain", "text/html"} and not given and _disposition(part) != "attachment"
    name = "" if is_words else cleaned(given, number, kind)
    return Part(kind, _charset(part), name, content, inline=_disposition(part) == "inline")


def _bytes(part: Any) -> bytes | None:
    payload = part.get_payload()
    if isinstance(payload, list):  # a mail inside, or the parts of a report
        return b"\n".join(one.as_bytes(policy=compat32) for one in payload[:MOST_PARTS])
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else str(payload or "").encode("utf-8", "surrogateescape")


def _type(part: Any) -> str:
    return _quiet(part.get_content_type, "application/octet-stream").lower()[:100]


def _disposition(part: Any) -> str:
    return _quiet(part.get_content_disposition, "")


def _charset(part: Any) -> str:
    return _quiet(lambda: str(part.get_param("charset") or "ascii"), "ascii").strip("\"' ")[:60]


def _file_name(part: Any) -> str:
    return words(_quiet(part.get_filename, "")[:2000])


def _quiet(ask: Any, otherwise: str) -> str:
    """A parameter; one that cannot be read is as if it were not there."""
    return quietly(lambda: str(ask() or otherwise), otherwise)


def words_of(parts: list[Part], kind: str, most: int) -> Iterator[str]:
    """The texts of that type that are the mail's own words, each decoded; at most `most` bytes of each."""
    for part in parts:
        if part.content_type == kind and not part.name:
            yield decoded(part.content[:most], part.charset)
