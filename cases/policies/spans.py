"""A stretch of cases by their numbers: what one worker goes through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Q


@dataclass(frozen=True)
class Span:
    """The cases after one number up to another, both keys of rows; None: to the newest."""

    after: int = 0
    upto: int | None = None

    @property
    def holds(self) -> Q:
        """The condition for rows that belong to a case."""
        return Q(case__gt=self.after) & (Q() if self.upto is None else Q(case__lte=self.upto))


EVERYTHING: Final = Span()
