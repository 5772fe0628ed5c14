"""Free text: words of which each may be a beginning, and case numbers."""

from __future__ import annotations

import re
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import BooleanField, ExpressionWrapper, Func, Q

MOST_WORDS: Final = 12
# RB, RB-20, RB-2026-0001: what a number may begin with. Other text is not looked for among numbers.
NUMBER: Final = re.compile(r"[A-Z]{1,4}(-[0-9]{0,4}|-[0-9]{4}-[0-9]*)?")


def matching(text: str, *, often: bool = False) -> Q:
    """The cases whose words begin with every word of `text`, or whose number does.

    With `often` no index of words is gone by: it would first gather all of the many cases that match.
    """
    number = text.upper()
    terms = _terms(text)
    words = Q(search=SearchQuery(terms, config="simple", search_type="raw")) if terms else Q(pk__in=[])
    asked = Q(reference__startswith=number) | words if NUMBER.fullmatch(number) else words
    return Q(_read_in_order(asked)) if often else asked


def _read_in_order(asked: Q) -> Func:
    """The same condition in a form that no index answers."""
    told = ExpressionWrapper(asked, output_field=BooleanField())
    return Func(told, template="(%(expressions)s) IS TRUE", output_field=BooleanField())


def _terms(text: str) -> str:
    """Each word quoted for PostgreSQL's query language, so that nothing in it is read as an operator."""
    words = [word for word in re.split(r"[\s'\\]+", text) if any(char.isalnum() for char in word)]
    return " & ".join(f"'{word}':*" for word in words[:MOST_WORDS])
