"""What a link leads to. Reading only: whoever looks, a person or a mail scanner, changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cases import registry
from cases.consent import links
from cases.consent.book import Book, State
from cases.consent.forms import book_of
from cases.models import ConsentRequest
from cases.terms import ConsentParty


class Why(StrEnum):
    """Why a link cannot be answered; LIVE where it can."""

    LIVE = ""
    EXPIRED = "expired"
    ANSWERED = "answered"
    VOID = "void"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    CLOSED = "closed"


@dataclass(frozen=True)
class Found:
    """A request with its case, of the kind's own model, and the consents of that case."""

    row: ConsentRequest
    case: Any
    book: Book
    why: Why

    @property
    def party(self) -> ConsentParty:
        """The party as the case knows it now; as it was asked where it is not needed any more."""
        row = self.row
        return self.book.party(row.party) or ConsentParty(row.party, row.party_name, row.role)


def found(token: str) -> Found | None:
    """What a link leads to; None for one that we have not made."""
    known = links.read(token)
    rows = ConsentRequest.objects.select_related("case", "replaces")
    row = rows.filter(digest=known[0]).first() if known else None
    return _found(row) if row else None


def _found(row: ConsentRequest) -> Found:
    case = registry.kind_of(row.case).model.objects.get(pk=row.case_id)
    book = book_of(case)
    return Found(row, case, book, _why(row, book))


def _why(row: ConsentRequest, book: Book) -> Why:
    if row.state in {State.AGREED, State.REFUSED}:
        return Why.ANSWERED
    if row.state in {State.VOID, State.WITHDRAWN}:
        return Why.VOID if row.state == State.VOID else Why.WITHDRAWN
    if book.case.is_closed:
        return Why.CLOSED
    if row.state == State.REVOKED or book.closed:
        return Why.ENDED
    if row.is_expired(book.now):
        return Why.EXPIRED
    return Why.VOID if any(one.pk == row.pk for one in book.outdated()) else Why.LIVE
