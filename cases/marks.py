"""Marks words for translation in plain Python, which imports no framework: rules, teams, terms.

What is marked stays as it is and is translated where it is shown. Everything else marks its words with the
framework's own functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self


def marked(words: str) -> str:
    """The same words. The catalogue of messages finds them by the name it is imported under, ``_``."""
    return words


class Filled(str):
    """A marked sentence with its places filled in, as a program reads it; a page fills in the translated one.

    `message` has the places (`%(name)s`) and `places` what stands in them: `cases.wording.told` puts both
    together in the reader's language.
    """

    __slots__ = ("message", "places")
    message: str
    places: Mapping[str, str]

    def __new__(cls, message: str, places: Mapping[str, str] | None = None) -> Self:
        """The sentence itself; without places it is the message as it stands."""
        made = super().__new__(cls, message % places if places else message)
        made.message, made.places = message, places or {}
        return made
