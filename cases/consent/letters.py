"""The letters of a request: the question with its link, and the copy of an answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_noop as _

from cases.consent import links, status
from cases.letters.letter import Letter
from cases.models import ConsentRequest, OutboxMessage
from cases.terms import Answer, ConsentParty, Term, read, short
from cases.wording import when

if TYPE_CHECKING:
    from cases.consent.book import Book
    from cases.kinds import Kind
    from cases.step import Step


@dataclass(frozen=True)
class Asked:
    """What the question says. The link is put in while it is sent."""

    question: str
    party: str
    until: str
    changed: str = ""
    link: str = ""


@dataclass(frozen=True)
class Copied:
    """What the copy of an answer says."""

    question: str
    answer: str
    terms: tuple[str, ...]
    mark: str
    link: str = ""


@dataclass(frozen=True)
class Refused:
    """What customer care is told of a refusal."""

    party: str
    who: str
    question: str
    reason: str


@dataclass(frozen=True)
class TakenBack:
    """What the copy of a withdrawal says."""

    said: str
    question: str
    reason: str
    link: str = ""


@dataclass(frozen=True)
class Lapsed:
    """What a party is told whose link has ended."""

    question: str
    party: str
    until: str


@dataclass(frozen=True)
class Unanswered:
    """The parties that did not answer, with the addresses of their links."""

    about: str
    parties: tuple[str, ...]


def _link(message: OutboxMessage) -> Mapping[str, str]:
    """The link of the request that a message is about; while it is sent, and nowhere stored."""
    row = ConsentRequest.objects.get(number=message.payload["consent"])
    return {"link": links.url_of(message.payload["seed"], row.digest, row.expires_at)}


def _status(message: OutboxMessage) -> Mapping[str, str]:
    """The link to the page that tells how the case stands for this party."""
    return {"link": status.url_of(ConsentRequest.objects.get(number=message.payload["consent"]))}


ASKED = Letter(
    "consent_asked",
    _("Question to a party"),
    Asked,
    "{question}",
    """{question}

We ask {party}. Open the link to read exactly what is asked; opening it binds you to nothing.

{changed}

{link}

Please answer by {until}. The link is for you: do not pass it on. Whoever opens it can answer for {party}.""",
    button="Read the terms and answer",
    again="ask_consent",
    late=frozenset({"link"}),
    late_values=_link,
)
COPY = Letter(
    "consent_copy",
    _("Copy of a party's answer"),
    Copied,
    "Your answer: {question}",
    """{answer}

These are the terms you answered to ({mark}):

{terms}

How it goes on, and what is asked of you, stands on a page of your own:

{link}

If you want to take it back, open the link of our question once more, as long as that is
possible. If this was not you, answer this mail.""",
    button="See how it stands",
    late=frozenset({"link"}),
    late_values=_status,
)


REFUSED = Letter(
    "consent_refused",
    _("Refusal of a party"),
    Refused,
    "{party} does not agree",
    """{who} refused for {party}. The question was: {question}

The reason: {reason}

Talk to them, then ask again or cancel the case.""",
)


WITHDRAWN = Letter(
    "consent_withdrawn",
    _("Withdrawal of a party"),
    Refused,
    "{party} does not agree any more",
    """{who} took back what {party} had agreed to. The question was: {question}

The reason: {reason}

Talk to them, then ask again or cancel the case.""",
)
TAKEN_BACK = Letter(
    "consent_taken_back",
    _("Copy of a party's withdrawal"),
    TakenBack,
    "Taken back: {question}",
    """{said}

The question was: {question}

The reason given: {reason}

How it stands now is on a page of your own:

{link}

If this was not you, answer this mail at once.""",
    button="See how it stands",
    late=frozenset({"link"}),
    late_values=_status,
)


LAPSED = Letter(
    "consent_lapsed",
    _("The time to answer is over"),
    Lapsed,
    "The time to answer is over: {question}",
    """Our link for {party} counted until {until}, and no answer has come. The question was: {question}

Nothing was decided by that. If you still want to answer, answer this mail: we send you a new link.""",
)
UNANSWERED = Letter(
    "consent_unanswered",
    _("Parties that did not answer in time"),
    Unanswered,
    "No answer in time: {about}",
    """These links have ended without an answer; the parties were told:

{parties}

Ask again in their rows on the board, or record what comes by letter.""",
)


def letters(kind: Kind) -> tuple[Letter, ...]:
    """The core's letters for a kind that asks outside parties."""
    return (ASKED, COPY, REFUSED, WITHDRAWN, TAKEN_BACK, LAPSED, UNANSWERED) if kind.consent else ()


def ask(step: Step, book: Book, row: ConsentRequest, seed: str, changed: str = "") -> None:
    """Writes to the party; the message keeps the seed of the link, not the link."""
    party = book.party(row.party)
    assert party is not None, "only who is needed is asked"
    until = when(row.expires_at, step.now, ZoneInfo(step.case.time_zone), name_zone=True)
    context = Asked(book.spec.question(step.case, party), party.name, until, changed)
    step.write(ASKED.code, "mail", row.address, context, consent=str(row.number), seed=seed)


def copy(step: Step, book: Book, row: ConsentRequest, answer: Answer) -> None:
    """Sends the party what it has answered, with the terms."""
    word = "agreed" if answer.agrees else "refused"
    at = when(step.now, step.now, ZoneInfo(step.case.time_zone), name_zone=True)
    said = f"{answer.name} ({answer.capacity}) has {word} for {answer.party.name}, {at}."
    terms = tuple(line for term in read(row.terms) for line in _lines(term))
    context = Copied(book.spec.question(step.case, answer.party), said, terms, short(row.terms_hash))
    step.write(COPY.code, "mail", row.address, context, consent=str(row.number))


def refused(step: Step, book: Book, answer: Answer) -> None:
    """Tells the mailbox of those who ask, that a party does not agree."""
    question = book.spec.question(step.case, answer.party)
    who = f"{answer.name} ({answer.capacity})"
    context = Refused(answer.party.name, who, question, answer.reason)
    step.write(REFUSED.code, "mailbox", book.spec.mailbox, context)


def withdrawn(step: Step, book: Book, row: ConsentRequest, answer: Answer) -> None:
    """Tells the mailbox of those who ask that a party has taken its agreement back; the party gets a copy."""
    question, who = book.spec.question(step.case, answer.party), f"{answer.name} ({answer.capacity})"
    context = Refused(answer.party.name, who, question, answer.reason)
    step.write(WITHDRAWN.code, "mailbox", book.spec.mailbox, context)
    at = when(step.now, step.now, ZoneInfo(step.case.time_zone), name_zone=True)
    said = f"{who} has taken back what {answer.party.name} had agreed to, {at}."
    copied = TakenBack(said, question, answer.reason)
    step.write(TAKEN_BACK.code, "mail", row.address, copied, consent=str(row.number))


def lapsed(step: Step, book: Book, row: ConsentRequest) -> None:
    """Tells a party that its link has ended, and how to get a new one."""
    party = book.party(row.party) or ConsentParty(row.party, row.party_name, row.role)
    until = when(row.expires_at, step.now, ZoneInfo(step.case.time_zone), name_zone=True)
    context = Lapsed(book.spec.question(step.case, party), row.party_name, until)
    step.write(LAPSED.code, "mail", row.address, context, consent=str(row.number))


def unanswered(step: Step, book: Book, rows: Sequence[ConsentRequest]) -> None:
    """Tells the mailbox of those who ask, once for all of them."""
    told = tuple(f"{row.party_name}, asked at {row.address}" for row in rows)
    context = Unanswered(step.case.title or step.case.reference, told)
    step.write(UNANSWERED.code, "mailbox", book.spec.mailbox, context)


def _lines(term: Term) -> list[str]:
    if not term.rows:
        return [f"{term.label}: {term.value or 'none'}"]
    return [f"{term.label}: {', '.join(cell for cell in row if cell)}" for row in term.rows]
