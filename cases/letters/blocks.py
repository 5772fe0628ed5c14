"""What a letter's body is made of: paragraphs, lists and one button. Plain text and HTML come of the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BULLET: Final = "- "
_GAP: Final = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Paragraph:
    """Some lines that belong together."""

    text: str

    @property
    def plain(self) -> str:
        """As plain text."""
        return self.text


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[str, ...]

    @property
    def plain(self) -> str:
        """As plain text."""
        return "\n".join(f"{BULLET}{item}" for item in self.items)


@dataclass(frozen=True)
class Button:
    """A link with the words that stand on it."""

    label: str
    url: str

    @property
    def plain(self) -> str:
        """As plain text: the whole address, on a line of its own."""
        return f"{self.label}:\n{self.url}"


Block = Paragraph | Items | Button


def read(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text: an empty line between two, a dash before each line of a list."""
    found: list[Block] = []
    for part in _GAP.split(text.strip()):
        lines = part.strip().split("\n")
        if all(line.startswith(BULLET) for line in lines):
            found.append(Items(tuple(line.removeprefix(BULLET).strip() for line in lines)))
        elif part.strip():
            found.append(Paragraph(part.strip()))
    return tuple(found)


def plain(blocks: Sequence[Block]) -> str:
    """The blocks as plain text."""
    return "\n\n".join(block.plain for block in blocks)
