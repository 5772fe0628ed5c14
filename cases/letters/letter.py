"""A registered letter: its words, with a typed context that fills them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from inspect import cleandoc
from string import Formatter
from typing import TYPE_CHECKING, Any, Final

from cases.letters import blocks
from cases.letters.blocks import Block, Button, Items, Paragraph
from cases.letters.faults import Unfilled
from cases.words import day_words, listed

if TYPE_CHECKING:
    from cases.models import OutboxMessage
    from cases.step import Step

LONGEST_SUBJECT: Final = 200
_LINE_ENDS: Final = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")
_ALONE: Final = re.compile(r"\{(\w+)\}")
_WEB: Final = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class Filled:
    """A letter with everything in its place. `digest` is the context's hash."""

    subject: str
    blocks: tuple[Block, ...]
    digest: str

    @property
    def text(self) -> str:
        """The body as plain text."""
        return blocks.plain(self.blocks)


@dataclass(frozen=True)
class Letter:
    """One message that a kind sends, under the code that stands in the outbox.

    `context` is a frozen dataclass; `subject` and `text` hold its fields as `{name}`. Paragraphs are divided
    by an empty line. A field without a default has to be filled; a paragraph with an empty one of the others
    is left out. A tuple of words alone in its paragraph is a list, in a sentence "A, B and C". A field
    `link` alone in its paragraph becomes the button of the words in `button`. Fields in `late` are put in
    only while it is sent, by `late_values`, and never stored: what would be a key in the wrong hands. One of
    them that is None is left out with its paragraph: this receiver does not get it.
    `again` is the kind's own action that writes it anew; without one the core sends it to another address.
    `came_back` is what the kind does when it comes back.
    """

    code: str
    label: str
    context: type[Any]
    subject: str
    text: str
    button: str = "Open the page"
    again: str = ""
    late: frozenset[str] = frozenset()
    late_values: Callable[[OutboxMessage], Mapping[str, str]] | None = None
    came_back: Callable[[Step, OutboxMessage], None] | None = None

    def faults(self) -> Iterator[str]:
        """What is wrong with the registration, a sentence for each."""
        if not (is_dataclass(self.context) and self.context.__dataclass_params__.frozen):  # type: ignore[attr-defined]
            yield f"the letter {self.code!r} needs a frozen dataclass as its context"
            return
        known = {field.name for field in fields(self.context)}
        used = {*_names(self.subject), *_names(self.text)}
        for name in sorted(used - known):
            yield f"the letter {self.code!r} asks for {name!r}, which its context does not have"
        for name in sorted(known - used):
            yield f"the letter {self.code!r} has {name!r} in its context and says it nowhere"
        for part in ("label", "subject", "text"):
            if not getattr(self, part).strip():
                yield f"the letter {self.code!r} has no {part}"

    def fill(self, context: Any) -> Filled:
        """The letter about this; raises Unfilled, naming each field that has nothing to say."""
        given = {field.name: getattr(context, field.name) for field in fields(self.context)}
        given |= {name: f"[[{name}]]" for name in self.late if given[name] is not None}
        missing = [name for name in self._needed() if _empty(given[name])]
        if missing:
            raise Unfilled(self.label, missing)
        subject = _LINE_ENDS.sub(" ", self.subject.format_map(_worded(given))).strip()
        body = tuple(block for part in blocks.read(cleandoc(self.text)) for block in self._block(part, given))
        return Filled(subject[:LONGEST_SUBJECT], body, digest(given))

    def _needed(self) -> list[str]:
        return [f.name for f in fields(self.context) if f.default is MISSING and f.default_factory is MISSING]

    def _block(self, part: Block, given: Mapping[str, Any]) -> Iterator[Block]:
        template = part.plain
        if any(_empty(given[name]) for name in _names(template)):
            return
        alone = _ALONE.fullmatch(template)
        value = given[alone[1]] if alone else None
        if alone and alone[1] == "link":
            yield Button(self.button, _address(str(value), late="link" in self.late))
        elif isinstance(value, tuple | list):
            yield Items(tuple(str(one) for one in value))
        elif isinstance(part, Items):
            yield Items(tuple(item.format_map(_worded(given)) for item in part.items))
        else:
            yield Paragraph(" ".join(template.split("\n")).format_map(_worded(given)))


@dataclass(frozen=True)
class Words:
    """The context of a letter that says one text."""

    text: str


def digest(given: Mapping[str, Any]) -> str:
    """The hash of a context: equal letters about equal things have equal ones."""
    told = json.dumps(given, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _names(template: str) -> list[str]:
    """The placeholders; raises ValueError for one that is more than a name."""
    names = [name for _, name, _, _ in Formatter().parse(template) if name is not None]
    for name in names:
        if not name.isidentifier():
            raise ValueError(f"{{{name}}} is no placeholder: give a plain name")
    return names


def _empty(value: Any) -> bool:
    return value is None or (
        isinstance(value, str | Sequence) and not (value.strip() if isinstance(value, str) else value)
    )


def _worded(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: _words(value) for name, value in given.items()}


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        raise TypeError("say an instant in words: a letter does not know whose clock its reader looks at")
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple | list):
        return listed(str(one) for one in value)
    return f"{value:,}" if isinstance(value, int) else str(value).strip()


def _address(value: str, *, late: bool) -> str:
    if not late and not _WEB.fullmatch(value):
        raise ValueError("a letter's link leads to a web address")
    return value
