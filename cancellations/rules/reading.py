"""Reads a mail's text into the fields of a cancellation. `read(text)` is all that the intake of mails needs.

A field is a label, one of `:`, `：`, `=` or a tab, and a value; labels stand in any order, in every language
that is configured. A value goes on in indented lines, or in the line below a label that has none. Products
are bullets, lines, or words between commas. Each field tells where it was found. Quoted replies and older
mails are not read; nothing is guessed: two values for one field, or a mail of two minds, need a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from cancellations.rules.fit import is_all
from cancellations.rules.reading_meaning import Meaning, meaning_of, reason_code
from cancellations.rules.reading_products import Products, gather
from cancellations.rules.reading_words import FIELDS, LANGUAGES, Language
from cases.labelled import Found, below, head, scalar, tidy_value
from cases.own_words import Line, clean, is_cut, own_lines
from cases.text import fault
from cases.words import plain_name

LONGEST_VALUE, LONGEST_ID = 200, 120
MAIL = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
PHONE = re.compile(r"\+?[0-9(][0-9()\-. /]{6,24}[0-9]")
Kind = Literal["request", "question", "order_change", "unclear"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read. `conflicts` are fields with two values, which stay empty; `why` says what a person is
    needed for, and is empty where none is."""

    kind: Kind
    found: tuple[Found, ...] = ()
    products: tuple[str, ...] = ()
    all_products: bool = False
    conflicts: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def needs_person(self) -> bool:
        """Whether somebody has to look before a case is opened or answered."""
        return bool(self.why)

    def as_input(self) -> dict[str, Any]:
        """The fields as `POST /cases/cancellation` takes them; what was not found is left out."""
        named = [*self.products, *(["all"] if self.all_products else [])]
        return {name: value for name, value in self.values.items() if value} | (
            {"products": named} if named else {}
        )


def read(text: str, languages: Collection[Language] = tuple(LANGUAGES.values())) -> Reading:
    """The fields of a mail's plain text, and what kind of mail it is. Never raises, whatever the text."""
    labels = _labels(languages)
    lines = own_lines(text, languages)
    found, lists = _fields(lines, labels, languages)
    signed = _signature(lines, labels, {one.field for one in found})
    conflicts = _conflicts(found, lists)
    values = {one.field: one.value for one in [*signed, *reversed(found)] if one.field not in conflicts}
    odd = {name: told for name, value in values.items() if (told := _odd(name, value))}
    values = {name: value for name, value in values.items() if name not in odd}
    values["reason"] = reason_code(values.get("reason", ""), languages)
    listed = lists[0] if lists and "products" not in conflicts else Products()
    strange = [told for name in listed.names if (told := _odd("products", name))]
    if strange:
        listed, odd["products"] = Products(), strange[0]
    meaning = meaning_of(lines, values, listed, languages)
    why = _why(conflicts, odd, meaning, cut=is_cut(text))
    placed = tuple(Found("products", one.name, one.line, one.offset) for each in lists for one in each.places)
    return Reading(meaning.kind, (*found, *signed, *placed), listed.names, listed.all, conflicts, why, values)


def _labels(languages: Collection[Language]) -> dict[str, str]:
    return {word: name for language in languages for name in FIELDS for word in language.labels.get(name, ())}


def _fields(
    lines: Sequence[Line], labels: Mapping[str, str], languages: Collection[Language]
) -> tuple[list[Found], list[Products]]:
    """Every labelled value in its order, and every list of products."""
    found: list[Found] = []
    lists: list[Products] = []
    place = 0
    while place < len(lines):
        named = head(lines[place], labels)
        place += 1
        if named is None:
            continue
        name, value, start = named
        if name == "products":
            rest = below(lines, place, labels)
            lists.append(gather(Line(lines[place - 1].number, start, value), rest, languages))
            continue
        one = scalar(name, value, start, lines, place, labels)
        if one is not None:
            found.append(one)
    return found, [one for one in lists if one.names or one.all]


def _conflicts(found: Sequence[Found], lists: Sequence[Products]) -> tuple[str, ...]:
    """The fields that have two different values."""
    values: dict[str, set[str]] = {}
    for one in found:
        values.setdefault(one.field, set()).add(plain_name(one.value))
    several = {frozenset(map(plain_name, one.names)) for one in lists}
    twice = [name for name in FIELDS if len(values.get(name, ())) > 1 and name != "rep_contact"]
    return (*twice, *(["products"] if len(several) > 1 else []))


def _signature(lines: Sequence[Line], labels: Mapping[str, str], known: set[str]) -> list[Found]:
    """Name and contact of the rep, where no label says them."""
    signed = [line for line in lines if line.signature and head(line, labels) is None][1:]
    found = []
    named = next((line for line in signed if not line.is_blank), None)
    if named is not None and "rep_name" not in known and _is_name(clean(named.text)):
        found.append(_at("rep_name", tidy_value(named.text), named))
    if "rep_contact" in known:
        return found
    for pattern in (MAIL, PHONE):
        for line in signed:
            match = pattern.search(line.text)
            if match:
                found.append(Found("rep_contact", clean(match[0]), line.number, line.offset + match.start()))
                return found
    return found


def _at(name: str, value: str, line: Line) -> Found:
    return Found(name, value, line.number, line.offset + len(line.text) - len(line.text.lstrip()))


def _is_name(text: str) -> bool:
    """Whether a line may be somebody's name: a few words, no sentence, no address."""
    return len(text) <= 60 and len(text.split()) <= 5 and not re.search(r"[@:/?!0-9]", text)


def _odd(name: str, value: str) -> str:
    """What keeps a value from being one of that field; "" for nothing."""
    if len(value) > (LONGEST_ID if name == "titan_order_id" else LONGEST_VALUE):
        return "is too long to be one"
    return "holds signs that cannot be shown" if fault(value) else ""


def _why(conflicts: Sequence[str], odd: Mapping[str, str], meaning: Meaning, *, cut: bool) -> tuple[str, ...]:
    """What a person is needed for, a sentence each."""
    said = [f"Two different values for {name.replace('_', ' ')}." for name in conflicts]
    said += [f"The value for {name.replace('_', ' ')} {told}." for name, told in odd.items()]
    said += meaning.why
    return (*said, *(["The mail is longer than what is read of it."] if cut else []))


__all__ = ["Found", "Reading", "is_all", "read"]
