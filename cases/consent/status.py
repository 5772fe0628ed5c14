"""What is asked of a party now: with a login over all its cases, by a signed link for one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from cases import registry
from cases.consent.book import Book, State
from cases.consent.forms import book_of
from cases.models import Case, ConsentRequest, PartyOf
from cases.sealed import Seal
from cases.terms import ConsentParty, Turn
from cases.words import plain_name

SALT: Final = "cases.consent.status"
KEPT: Final = timedelta(days=180)  # longer than a case takes
MOST: Final = 200  # open cases of one organisation on one page
WAITING: Final = (State.ASKED, State.VIEWED)


@dataclass(frozen=True)
class Asked:
    """What one case asks of an organisation: to answer these requests, and to do these."""

    case: Any
    requests: Sequence[ConsentRequest]
    turns: Sequence[Turn]


def of_organisation(organisation: str, now: datetime) -> list[Asked]:
    """Every open case that the organisation is party to, what falls due first on top.

    In as many statements for many cases as for one; `organisation` as names are compared.
    """
    cases = Case.objects.filter(
        pk__in=PartyOf.objects.filter(organisation=organisation).values("case"), closed_at=None
    )
    found = list(cases.order_by("next_due_at", "pk")[:MOST])
    requests = ConsentRequest.objects.filter(
        party_key=organisation, state__in=WAITING, expires_at__gte=now, case__in=[case.pk for case in found]
    )
    by_case: dict[int, list[ConsentRequest]] = {}
    for row in requests.order_by("expires_at", "pk"):
        by_case.setdefault(row.case_id, []).append(row)
    turns = _turns(found, organisation)
    return [Asked(case, by_case.get(case.pk, []), turns.get(case.pk, ())) for case in found]


def _turns(cases: Sequence[Case], organisation: str) -> Mapping[int, Sequence[Turn]]:
    by_kind: dict[str, list[int]] = {}
    for case in cases:
        by_kind.setdefault(case.kind, []).append(case.pk)
    found: dict[int, Sequence[Turn]] = {}
    for code, keys in by_kind.items():
        kind = registry.get_kind(code)
        if kind.consent is not None:
            found |= kind.consent.turns(list(kind.model.objects.filter(pk__in=keys)), organisation)
    return found


@dataclass(frozen=True)
class Standing:
    """How a case stands for one party of it: its request, what is asked of it beside that, and who it is."""

    row: ConsentRequest
    book: Book
    party: ConsentParty | None
    turns: Sequence[Turn]


def url_of(row: ConsentRequest) -> str:
    """The signed link to what is asked of this request's party; it opens nothing that could be answered."""
    return settings.PUBLIC_URL + reverse("asked_by_link", args=[token_of(row)])


def token_of(row: ConsentRequest) -> str:
    """What stands in that address: the request's number and the end, signed."""
    return Seal(SALT).put(row.number.hex, row.asked_at + KEPT)


def by_link(token: str, now: datetime) -> Standing | None:
    """What the link shows at `now`; None for one that we have not made, or that is too old.

    A party that the case no longer names sees nothing of it.
    """
    row = _row(token, now)
    if row is None:
        return None
    kind = registry.kind_of(row.case)
    case = kind.model.objects.get(pk=row.case_id)
    book = book_of(case)
    party = book.party(row.party)
    assert kind.consent is not None, "its kind asks for consent"
    turns = kind.consent.turns([case], plain_name(row.party_name)).get(case.pk, ())
    newest = book.latest()[row.party]
    return Standing(newest, book, party, turns) if party is not None else None


def _row(token: str, now: datetime) -> ConsentRequest | None:
    found = Seal(SALT).read(token)
    if found is None or now > found[1]:
        return None
    return ConsentRequest.objects.select_related("case").filter(number=UUID(hex=found[0])).first()
