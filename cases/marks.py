"""Marks words for translation in plain Python, which imports no framework: rules, teams, terms.

What is marked stays as it is and is translated where it is shown. Everything else marks its words with the
framework's own functions.
"""

from __future__ import annotations


def marked(words: str) -> str:
    """The same words. The catalogue of messages finds them by the name it is imported under, ``_``."""
    return words
