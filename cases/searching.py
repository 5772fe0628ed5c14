"""Free text: words of which each may be a beginning, and case numbers."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

MOST_WORDS = 12


def matching(text: str) -> Q:
    """The cases whose words begin with every word of `text`, or whose number does."""
    number = Q(reference__istartswith=text)
    terms = _terms(text)
    return number | Q(search=SearchQuery(terms, config="simple", search_type="raw")) if terms else number


def _terms(text: str) -> str:
    """Each word quoted for PostgreSQL's query language, so that nothing in it is read as an operator."""
    words = [word for word in re.split(r"[\s'\\]+", text) if any(char.isalnum() for char in word)]
    return " & ".join(f"'{word}':*" for word in words[:MOST_WORDS])
