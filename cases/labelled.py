"""Labelled values in the lines of a mail. Plain Python, for rules.

A field is a label, one of `:`, `：`, `=` or a tab, and a value; labels stand in any order. Two spaces and
more divide as well: so the tables of HTML come out. A value goes on in indented lines, or in the line below a
label that has none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cases.own_words import Line, clean
from cases.words import plain_name

LABELLED = re.compile(r"^(?P<label>[^:：=\t]{1,60})(?P<mark>\s*[:：=]\s*|\s*\t+\s*)(?P<value>.*)$")
TABLE = re.compile(r"^(?P<label>\S.{0,58}?\S) {2,}(?P<value>\S.*)$")  # a row of a table that was HTML
BULLET = re.compile(r"^\s*(?:[-*•·‣◦–—+]|\(?\d{1,2}[.)])\s+")
EDGES = " *_`#•·-–—"
Labels = Mapping[str, str]  # the field of each label, as labels are compared


@dataclass(frozen=True, slots=True)
class Found:
    """A value as it stands in the mail. `line` counts from 1, `offset` is the value's first character."""

    field: str
    value: str
    line: int
    offset: int


def is_bullet(text: str) -> bool:
    """Whether a line is an item of a list."""
    return BULLET.match(text) is not None


def head(line: Line, labels: Labels) -> tuple[str, str, int] | None:
    """The field that a line names, its value as written, and where the value begins."""
    for way in (LABELLED, TABLE):
        match = way.match(line.text)
        name = labels.get(as_label(match["label"])) if match else None
        if match and name:
            return name, match["value"], line.offset + match.start("value")
    return None


def as_label(text: str) -> str:
    """A label as it is compared: without marks of lists and of emphasis, numbers before it, spacing."""
    bare = re.sub(r"^\W*\d{1,2}[.)]\s+", "", clean(text))
    return plain_name(bare.strip(EDGES).removeprefix("&").strip())


def below(lines: Sequence[Line], place: int, labels: Labels) -> list[Line]:
    """The lines below a label up to the next one."""
    rest = []
    for line in lines[place:]:
        if line.signature or head(line, labels) is not None:
            break
        rest.append(line)
    return rest


def scalar(
    name: str, value: str, start: int, lines: Sequence[Line], place: int, labels: Labels
) -> Found | None:
    """A value with its continuation lines; the line below where the label's own has none."""
    line, parts = lines[place - 1].number, [value]
    rest = below(lines, place, labels)
    if not tidy_value(value):
        if not rest or rest[0].is_blank or is_bullet(rest[0].text):
            return None
        first, rest = rest[0], rest[1:]
        indent = len(first.text) - len(first.text.lstrip())
        line, start, parts = first.number, first.offset + indent, [first.text]
    for more in rest:
        if more.is_blank or not more.text[:1].isspace():
            break
        parts.append(more.text)
    text = " ".join(filter(None, map(tidy_value, parts)))
    return Found(name, text, line, start) if text else None


def tidy_value(text: str) -> str:
    """A value without marks of emphasis and quotes around it."""
    return clean(text).strip(" *_`").strip("\"'“”„«»").strip()
