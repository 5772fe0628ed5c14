"""Reads a mail's text into the facts of a take-over. `read(text)` is all that the intake of mails needs.

Labels stand in any order, in every language that is configured (`cases.labelled`). Quoted replies and older
mails are not read; nothing is guessed: two values for one field need a person, and what cannot be read for
sure is left open and named. Whatever a mail says, it is nobody's agreement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from cases.labelled import Found, Labels, below, head, scalar, tidy_value
from cases.own_words import Line, clean, is_cut, own_lines
from cases.text import fault
from cases.words import plain_name
from takeovers.rules import reading_values as values_of
from takeovers.rules.reading_words import FIELDS, LANGUAGES, Language

LONGEST_NAME, LONGEST_MAIL = 200, 200
NAMES = ("subject", "current_partner", "new_partner", "current_vad", "new_vad")
MAILS = ("subject_email", "current_email", "new_email")
TELLING = ("subject", "current_partner", "new_partner")
MAIL = re.compile(r"[\w.+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,4}\.[A-Za-z]{2,24}")
REPLIED = re.compile(r"^(?:(?:re|aw|fwd?|wg|tr|ref)\s*:\s*|\[[^\]]{0,40}\]\s*)+")
Kind = Literal["request", "question", "unclear", "nothing"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. `conflicts` are fields with two values, which stay empty; `unread` those whose value is
    there and not clear; `why` says what a person is needed for, and is empty where none is."""

    kind: Kind
    values: Mapping[str, Any] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()

    def as_input(self) -> dict[str, Any]:
        """The facts as `POST /cases/takeover` takes them for a draft; what was not found is left out."""
        return dict(self.values)


def read(
    text: str, languages: Collection[Language] = tuple(LANGUAGES.values()), subject: str = ""
) -> Reading:
    """The facts of a mail's plain text, and what kind of mail it is. Never raises, whatever the text.

    `subject` is the mail's: it says what the mail is about, and no fact.
    """
    labels = {word: name for one in languages for name in FIELDS for word in one.labels.get(name, ())}
    lines = own_lines(text, languages)
    found, lists = _fields(lines, labels)
    conflicts = _conflicts(found, lists)
    given = {one.field: one.value for one in reversed(found) if one.field not in conflicts}
    values, unread = _values(given, languages)
    if lists and "licences" not in conflicts:
        read_lines = values_of.licences(lists[0], languages)
        if read_lines is None:
            unread.append("licences")
        elif values.get("subject"):
            values["companies"] = [{"name": values["subject"], "lines": read_lines}]
    kind, why = _meaning(lines, values, subject, languages)
    said = [f"Two different values for {name.replace('_', ' ')}." for name in conflicts]
    said += [*why, *(["The mail is longer than what is read of it."] if is_cut(text) else [])]
    return Reading(kind, values, conflicts, tuple(unread), tuple(said), tuple(found))


def _fields(lines: Sequence[Line], labels: Labels) -> tuple[list[Found], list[list[str]]]:
    """Every labelled value in its order, and every list of licences."""
    found: list[Found] = []
    lists: list[list[str]] = []
    for place, line in enumerate(lines, 1):
        named = head(line, labels)
        if named is None:
            continue
        name, value, start = named
        if name == "licences":
            lists.append(_list(value, below(lines, place, labels)))
            continue
        one = scalar(name, value, start, lines, place, labels)
        if one is not None:
            found.append(one)
    return found, [one for one in lists if one]


def _list(value: str, rest: Sequence[Line]) -> list[str]:
    """The value of a label, and the lines below it up to an empty one."""
    items = [tidy_value(value)] if tidy_value(value) else []
    for line in rest:
        if line.is_blank:
            if items:
                break
            continue
        items.append(clean(line.text))
    return items


def _conflicts(found: Sequence[Found], lists: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The fields that have two different values."""
    values: dict[str, set[str]] = {}
    for one in found:
        values.setdefault(one.field, set()).add(plain_name(one.value))
    twice = [name for name in FIELDS if len(values.get(name, ())) > 1]
    several = {tuple(map(plain_name, one)) for one in lists}
    return (*twice, *(["licences"] if len(several) > 1 else []))


def _values(given: Mapping[str, str], languages: Collection[Language]) -> tuple[dict[str, Any], list[str]]:
    """The values that the opening takes, and the names of those that cannot be read for sure."""
    values: dict[str, Any] = {}
    for name in FIELDS:
        text = given.get(name, "")
        if name in NAMES:
            read_as = "" if len(text) > LONGEST_NAME or fault(text) else text
        elif name in MAILS:
            match = MAIL.search(text) if len(text) <= LONGEST_MAIL else None
            read_as = match[0] if match and text.count("@") == 1 else ""
        elif name == "move_type":
            read_as = values_of.move_type(text, languages)
        else:
            read_as = values_of.month(text, languages)
        if read_as:
            values[name] = read_as
    return values, [name for name in FIELDS if given.get(name) and name not in values]


def _meaning(
    lines: Sequence[Line], values: Mapping[str, Any], subject: str, languages: Collection[Language]
) -> tuple[Kind, tuple[str, ...]]:
    """A request says so, or names at least two of the three parties, and asks for nothing else."""
    text = " ".join(clean(line.text) for line in lines if not line.signature).casefold()
    telling = sum(bool(values.get(name)) for name in TELLING)
    is_about = _says(text, languages, "about") or _is_named(subject, languages)
    against = ("The mail speaks against a move.",) if _says(text, languages, "never") else ()
    if not is_about and telling < 2:
        return "nothing", against
    if against:
        return "unclear", against
    if telling == 0:
        return ("question" if "?" in text or "？" in text else "unclear"), ("It names no party of a move.",)
    if "?" in text and telling == 1:
        return "question", ()
    return "request", ()


def _is_named(subject: str, languages: Collection[Language]) -> bool:
    """Whether the subject line begins with what take-overs are called: further on it may be anything."""
    bare = REPLIED.sub("", clean(subject).casefold())
    return any(bare.startswith(word) for language in languages for word in language.named)


def _says(text: str, languages: Collection[Language], what: str) -> bool:
    """Whether a word of that sort begins somewhere in the text."""
    words = "|".join(re.escape(word) for language in languages for word in getattr(language, what))
    return bool(words) and re.search(rf"(?<!\w)(?:{words})", text) is not None
