"""What a request leaves open: it can wait as a draft, and cannot be submitted before it is said."""

from __future__ import annotations

from typing import Any

from cases.marks import marked as _
from takeovers.rules.facts import TakeoverFacts

NEEDED = {
    "move_type": _("the kind of move"),
    "subject": _("who moves"),
    "current_partner": _("the current partner"),
    "new_partner": _("the new partner"),
    "companies": _("the licences of each company that moves"),
}


def gaps(facts: TakeoverFacts | Any) -> tuple[str, ...]:
    """The names of the facts that are needed and not there, in the order in which people ask."""
    return tuple(name for name in NEEDED if not getattr(facts, name))


def words_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same in words."""
    return tuple(NEEDED[name] for name in names)
