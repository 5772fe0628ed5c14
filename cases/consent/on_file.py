"""A consent that came on paper or as a file: bound to the terms as they stand, like one that came by link.

It is a request that was never asked: answered at once, by whom and in which capacity, with its file. So an
edit of the terms voids it like every other.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cases.consent import links
from cases.consent.book import KEY, Book, State
from cases.models import ConsentRequest
from cases.step import Step
from cases.terms import ConsentParty, hash_of, short, stored
from cases.words import plain_name


@dataclass(frozen=True)
class Signed:
    """Who signed for a party, in which capacity, and the number of the file."""

    by: str
    capacity: str
    evidence: str
    document: UUID


def put_on_file(step: Step, party: ConsentParty, signed: Signed) -> ConsentRequest:
    """Keeps it with the step; answers its row. Nobody gets a link: its secret is made and forgotten."""
    book: Book = step.extra[KEY]
    terms = book.terms(party)
    row = ConsentRequest(
        case_id=step.case.pk,
        party=party.key,
        party_name=party.name,
        party_key=plain_name(party.name),
        role=party.role,
        address=book.address_of(party),
        terms=stored(terms),
        terms_hash=hash_of(party, terms),
        digest=links.digest_of(links.secret_of(links.new_seed())),
        asked_at=step.now,
        asked_by=step.actor,
        expires_at=step.now,
        state=State.AGREED,
        answered_at=step.now,
        answered_by=signed.by,
        capacity=signed.capacity,
        evidence=signed.evidence[:500],
        document=signed.document,
    )
    step.keep(row)
    book.rows.append(row)
    step.say(by_party=party.name, terms=short(row.terms_hash))
    return row


def is_on_file(row: ConsentRequest) -> bool:
    """Whether a request was put on file and never asked: nobody has read it at a link."""
    return row.document is not None and row.answered_at is not None and row.viewed_at is None
