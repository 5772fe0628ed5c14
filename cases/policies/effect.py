"""What a draft does with set deadlines, in two numbers: shown to the approver, and frozen with the approval.

The numbers follow the cases and the time. They are asked for again when the draft is approved: where they are
not those that the approver was shown, nothing is approved, and the page shows what they are now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Self

from cases import clock, registry
from cases.models import PolicyDraft
from cases.policies.acceptance import values_with
from cases.policies.moving import Moved, moved
from cases.routing import Policy, Refusal

MOST_CASES: Final = 200  # the oldest with armed deadlines are asked; the file has all
CODE: Final = "POLICY_EFFECT"
MOST_DIGITS: Final = 9


@dataclass(frozen=True)
class Effect:
    """How many set deadlines get another date, and how many of those are due at once."""

    moves: int
    at_once: int

    def __str__(self) -> str:
        return f"{self.moves}:{self.at_once}"

    @property
    def told(self) -> dict[str, int]:
        """The two numbers as they are kept, and as programs read and send them."""
        return asdict(self)

    @property
    def words(self) -> str:
        """The two numbers in a sentence of the record."""
        return f"Set deadlines that move: {self.moves}. Due at once: {self.at_once}."

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The numbers that a page sent back; None for anything else."""
        parts = text.split(":")
        if len(parts) != 2 or not all(one.isascii() and one.isdecimal() for one in parts):
            return None
        return cls(*(int(one[:MOST_DIGITS]) for one in parts))


def of(found: Sequence[Moved], start: datetime) -> Effect:
    """The numbers of deadlines that would be dated otherwise by a change that takes effect at `start`."""
    return Effect(len(found), sum(one.anew is not None and one.anew <= start for one in found))


def effect_of(draft: PolicyDraft) -> Effect | None:
    """The numbers of an unsettled draft as of now; None for one that keeps the dates of what is set."""
    if draft.set_deadlines != PolicyDraft.Set.MOVE:
        return None
    now = clock.now()
    start = max(draft.effective_from or now, now)
    rules = Policy(0, values_with(draft))
    return of(list(moved(registry.get_kind(draft.kind), rules, MOST_CASES, start)), start)


def objections(now: Effect | None, shown: Effect | None) -> list[Refusal]:
    """The refusal of an approval of other numbers than there are now."""
    if now is None or now == shown:
        return []
    since = "What this does with set deadlines has changed since you were shown it"
    unsaid = "Say how many set deadlines move, and how many of them are due at once, as you were shown"
    return [Refusal(CODE, f"{since if shown else unsaid}. As of now: {now.words} Read it, then decide.")]
