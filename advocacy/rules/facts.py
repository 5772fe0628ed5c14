"""What the rules know of an advocate case: a frozen picture, without the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.nearest import altered
from cases.routing import Source

CONVERSATIONS = frozenset({"phone", "in_person"})
LETTER_TYPES = frozenset({"no_response", "further_negotiation"})
MAILED = frozenset({"email", "letter"})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of ours to reach the customer, by phone, e-mail or letter."""

    channel: str
    occurred_at: datetime
    reached: bool = False
    bounced: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """The customer spoke or wrote to us."""

    channel: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of ours that announces the closing. It counts until it is void."""

    kind: str
    created_at: datetime
    sent_at: datetime | None = None
    deadline_date: date | None = None
    bounced_at: datetime | None = None
    channel: str = "email"
    void: bool = False

    @property
    def arrived(self) -> bool:
        """Whether it was really sent, did not come back, and counts."""
        return self.sent_at is not None and self.bounced_at is None and not self.void


@dataclass(frozen=True, slots=True)
class Offer:
    """The offer of a replacement. `watched` while its timers run."""

    sent_at: datetime
    expires_at: datetime
    answered_at: datetime | None = None
    accepted: bool | None = None
    lapsed_at: datetime | None = None
    reminded_at: datetime | None = None
    watched: bool = True

    def is_open(self, now: datetime) -> bool:
        """Whether the customer may still answer. It may at the last instant itself."""
        return self.answered_at is None and self.lapsed_at is None and now <= self.expires_at


@dataclass(frozen=True, slots=True)
class Review:
    """A technical review; a closed one never opens again (AD-A13)."""

    number: str
    opened_at: datetime | None
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is going on."""
        return self.closed_at is None


@dataclass(frozen=True)
class AdvocateFacts:
    """Everything recorded about one ticket. Instants are aware, in UTC; empty means "not stated".

    `counts_after` is the instant after which attempts count; `wait_due_at` the due instant of a wait that has
    ended, and `wait_over_at` when that was seen; `round` counts the ladders. `evidence` holds what is on file
    by its name: instants, dates, yes or no, words. `closing_stuck` is the system that did not do what it was
    asked, and now needs a person.
    """

    case_type: str
    product: str
    time_zone: str
    serial: str = ""
    caller_type: str = ""
    distributor: str = ""
    conversation_ever: bool = False
    evidence: Mapping[str, Any] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    contacts: tuple[Contact, ...] = ()
    letters: tuple[Letter, ...] = ()
    reviews: tuple[Review, ...] = ()
    offer: Offer | None = None
    state: str = "open"
    is_closed: bool = False
    reference: str = ""
    opened_at: datetime | None = None
    counts_after: datetime | None = None
    wait_due_at: datetime | None = None
    wait_over_at: datetime | None = None
    round: int = 1
    customer_mail_at: datetime | None = None
    crm_requested_at: datetime | None = None
    crm_closed_at: datetime | None = None
    servicenow_requested_at: datetime | None = None
    servicenow_closed_at: datetime | None = None
    survey_sent: bool = False
    late_fact: bool = False
    auto_close_blocked: bool = False
    offer_reminder_missed: bool = False
    closing_stuck: str = ""
    sources: Mapping[str, Source] = field(default_factory=dict)

    def changed(self, **values: Any) -> AdvocateFacts:
        """The same facts with some of them otherwise."""
        return altered(self, values)

    def has(self, name: str) -> bool:
        """Whether a piece of evidence is on file; a no is none."""
        return self.evidence.get(name) not in (None, "", False)

    @property
    def survey_announced(self) -> bool:
        """Whether the customer knows that a survey follows."""
        return self.has("survey_announced")

    @property
    def has_ladder(self) -> bool:
        """Whether the type has a wait for the customer and a letter at its end."""
        return self.case_type in LETTER_TYPES

    @property
    def replaces(self) -> bool:
        """Whether the unit is replaced: the ticket's type, or the result of its negotiation."""
        result = self.case_type == "unresolved_negotiation" and self.evidence.get("result") == "replacement"
        return self.case_type == "cabinet_replacement" or result

    @property
    def reimburses(self) -> bool:
        """Whether the customer is reimbursed: the ticket's type, or the result of its negotiation."""
        result = self.case_type == "unresolved_negotiation" and self.evidence.get("result") == "npr"
        return self.case_type == "npr" or result

    @property
    def letter(self) -> Letter | None:
        """The newest letter of the present round, sent or not; None where there is none, or it is void."""
        return next((one for one in reversed(self.letters) if not one.void), None)

    @property
    def letter_counts(self) -> bool:
        """Whether a letter was really sent, did not come back and is not void."""
        return self.letter is not None and self.letter.arrived

    @property
    def letter_deadline(self) -> date | None:
        """The date of the letter that counts."""
        return self.letter.deadline_date if self.letter is not None and self.letter_counts else None

    @property
    def unanswered_at(self) -> datetime | None:
        """The customer's last message that came after our last conversation or mail; None when answered."""
        written = [one.occurred_at for one in self.contacts if one.channel not in CONVERSATIONS]
        if not written:
            return None
        return max(written) if self.spoken_at is None or max(written) > self.spoken_at else None

    @property
    def spoken_at(self) -> datetime | None:
        """Our last conversation with the customer, or our last mail to them."""
        known = [one.occurred_at for one in self.contacts if one.channel in CONVERSATIONS]
        known += [one.occurred_at for one in self.attempts if one.channel in MAILED and not one.bounced]
        known += [one.sent_at for one in self.letters if one.sent_at is not None and one.bounced_at is None]
        told = self.evidence.get("customer_told_at")
        known += [at for at in (self.customer_mail_at, told) if at is not None]
        return max(known, default=None)
