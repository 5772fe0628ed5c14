"""What a guard reads from the question it is asked."""

from __future__ import annotations

from typing import Any

from cases.routing import Asked
from rebooks.rules.derived import Derived, derive
from rebooks.rules.facts import RebookFacts
from rebooks.rules.table import match


def known_of(asked: Asked) -> tuple[RebookFacts, Derived, int]:
    """The facts, what follows from them, and the row of the table that decides now."""
    found: RebookFacts = asked.facts
    known = derive(found, asked.policy, asked.now)
    return found, known, match(found, known)


def given(asked: Asked, name: str, default: Any = "") -> Any:
    """An input of the form; `default` where it was left out."""
    value = (asked.data or {}).get(name)
    return default if value in (None, "") else value
