"""Free text: words of which each may be a beginning, and case numbers."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import BigIntegerField, BooleanField, ExpressionWrapper, F, Func, Q, Value

MOST_WORDS: Final = 12
# RB, RB-20, RB-2026-0001: what a number may begin with. Other text is not looked for among numbers.
NUMBER: Final = re.compile(r"[A-Z]{1,4}(-[0-9]{0,4}|-[0-9]{4}-[0-9]*)?")


# 40-119660000077, RB-2026-000123: PostgreSQL takes them apart into a word or number and signed numbers.
APART: Final = re.compile(r"([0-9]+|[A-Za-z]{1,4})(-[0-9]+)+")
SHORT: Final = 3
FOUND: Final = "{found}"
"""Stands for the numbers of the cases that a search has found already."""


class By(Enum):
    """How the cases of a search are come by; they are the same ones."""

    INDEX = "by the index of words"
    LONGEST = "by the same index, but asked for longer words alone: beginnings of two letters fill it"
    ORDER = "by no index of words, but in the order of the list: where many cases match"
    FOUND = "by their numbers, which a count has told"


def matching(text: str, by: By = By.INDEX, case: str = "") -> Q:
    """The cases whose words begin with every word of `text`, or whose number does.

    `case` leads from the row at hand to its case, where it is not one itself.
    """
    if by is By.FOUND:
        return Q(_among_found(f"{case}pk"))
    number, words = text.upper(), _words(text)
    asked = _by_words(words, by, f"{case}search") if words else Q((f"{case}pk__in", []))
    asked = Q((f"{case}reference__startswith", number)) | asked if NUMBER.fullmatch(number) else asked
    return Q(_is_true(asked)) if by is By.ORDER else asked


def _by_words(words: list[str], by: By, name: str) -> Q:
    """Holding the words. The index is asked for what is rare in them alone; what it finds is compared."""
    every = Q((name, _query(words)))
    longer = [word for word in words if len(word) >= SHORT] if by is By.LONGEST else []
    rare = [_rarest(word) for word in longer or words]
    return every if rare == words or by is By.ORDER else Q((name, _query(rare))) & Q(_is_true(every))


def _rarest(word: str) -> str:
    """The longest part of a number in parts: of the first ones there are few, each in many cases."""
    if not APART.fullmatch(word):
        return word
    first, *others = word.split("-")
    return max([first, *(f"-{part}" for part in others)], key=len)


def _is_true(asked: Q) -> Func:
    """The same condition in a form that no index answers."""
    told = ExpressionWrapper(asked, output_field=BooleanField())
    return Func(told, template="(%(expressions)s) IS TRUE", output_field=BooleanField())


def _among_found(key: str) -> Func:
    keys = Value(FOUND, output_field=ArrayField(BigIntegerField()))
    template, between = "(%(expressions)s))", " = ANY("
    return Func(F(key), keys, template=template, arg_joiner=between, output_field=BooleanField())


def _words(text: str) -> list[str]:
    found = [word for word in re.split(r"[\s'\\]+", text) if any(char.isalnum() for char in word)]
    return found[:MOST_WORDS]


def _query(words: list[str]) -> SearchQuery:
    """Each word quoted for PostgreSQL's query language, so that nothing in it is read as an operator."""
    return SearchQuery(" & ".join(map(_asked, words)), config="simple", search_type="raw")


def _asked(word: str) -> str:
    """A word, or a number alone or as a later part of another one: 0042 of O-20240517-0042."""
    return f"('{word}':* | '-{word}':*)" if word[0].isdecimal() else f"'{word}':*"
