"""What belongs to a ticket, in memory: read once, changed by its actions, stored with the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from advocacy.rules.facts import Attempt, Contact, Letter, Review
from cases.statements import belonging
from cases.words import same_name

if TYPE_CHECKING:
    from advocacy.models.case import AdvocateCase
    from advocacy.models.rows import ClosingLetter, ContactAttempt, TechnicalReview


@dataclass
class Parts:
    """The rows of one case, each list in its order."""

    attempts: list[ContactAttempt] = field(default_factory=list)
    letters: list[ClosingLetter] = field(default_factory=list)
    reviews: list[TechnicalReview] = field(default_factory=list)

    @classmethod
    def read(cls, case: AdvocateCase) -> Self:
        """All rows of a case; of one that is not stored yet there are none."""
        if case._state.adding:
            return cls()
        return cls(*(belonging(case, name) for name in ("attempts", "letters", "reviews")))

    def attempt_facts(self) -> tuple[Attempt, ...]:
        """Our attempts, as the rules know them."""
        return tuple(
            Attempt(row.channel, row.occurred_at, row.reached, row.bounced_at is not None)
            for row in self.attempts
            if row.direction == "out"
        )

    def contact_facts(self) -> tuple[Contact, ...]:
        """The customer's contacts, as the rules know them; somebody we reached is one by phone."""
        return tuple(
            Contact("phone" if row.reached else row.channel, row.occurred_at)
            for row in self.attempts
            if row.direction == "in" or row.reached
        )

    def letter_facts(self) -> tuple[Letter, ...]:
        """The letters, as the rules know them."""
        return tuple(
            Letter(
                row.kind,
                row.created_at,
                row.sent_at,
                row.deadline_date,
                row.bounced_at,
                row.channel,
                row.void_at is not None,
            )
            for row in self.letters
        )

    def review_facts(self) -> tuple[Review, ...]:
        """The technical reviews, as the rules know them."""
        return tuple(Review(row.number, row.opened_at, row.closed_at) for row in self.reviews)

    @property
    def letter(self) -> ClosingLetter | None:
        """The newest letter that is not void."""
        return next((row for row in reversed(self.letters) if row.void_at is None), None)

    def letter_number(self, number: int) -> ClosingLetter | None:
        """The letter of that number; None when there is none."""
        return next((row for row in self.letters if row.number == number), None)

    def review(self, number: str) -> TechnicalReview | None:
        """The review of that number; None when there is none."""
        return next((row for row in self.reviews if same_name(row.number, number)), None)
