"""The consents of one case as they stand: who is needed, who was asked, and what an edit has made void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from cases import standing
from cases.models import ConsentRequest
from cases.routing import Policy
from cases.terms import ConsentParty, ConsentSpec, Term, hash_of

if TYPE_CHECKING:
    from cases.kinds import Kind

KEY: Final = "consents"
State = ConsentRequest.State


class Book:
    """What guards, actions and pages ask about. Reads the requests once, in one statement."""

    def __init__(self, spec: ConsentSpec, case: Any, policy: Policy, now: datetime) -> None:
        self.spec, self.case, self.policy, self.now = spec, case, policy, now

    @property
    def rows(self) -> list[ConsentRequest]:
        """Every request of the case, in the order in which they were made."""
        found = standing.of(self.case)
        if found.consents is None:
            found.consents = list(self.case.consents.select_related("replaces").order_by("id"))
        return found.consents

    @property
    def parties(self) -> Sequence[ConsentParty]:
        """Whose consent is needed, as the case stands."""
        return self.spec.parties(self.case, self.policy, self.now)

    @cached_property
    def closed(self) -> str:
        """Why nothing can be asked or answered any more; "" while it can."""
        return "The case is closed." if self.case.is_closed else self.spec.closed(self.case)

    def party(self, key: str) -> ConsentParty | None:
        """The party of that key, if its consent is needed."""
        return next((one for one in self.parties if one.key == key), None)

    def terms(self, party: ConsentParty) -> Sequence[Term]:
        """What a party agrees to, as the case stands."""
        return self.spec.terms(self.case, party)

    def request(self, number: UUID | str | None) -> ConsentRequest | None:
        """The request of that number."""
        return next((row for row in self.rows if str(row.number) == str(number)), None)

    def stands_by(self, row: ConsentRequest) -> bool:
        """Whether a party's consent stands, and came by this request."""
        party = self.party(row.party) if row.state == State.AGREED else None
        return party is not None and party.given_at is not None and party.by_request == row.number

    def latest(self) -> Mapping[str, ConsentRequest]:
        """The newest request of each party."""
        return {row.party: row for row in self.rows}

    def address_of(self, party: ConsentParty) -> str:
        """Where a party was asked last, else the address on file."""
        asked = self.latest().get(party.key)
        return (asked.address if asked else "") or party.address

    def outdated(self) -> list[ConsentRequest]:
        """The requests whose terms are no longer those of the case: asked, or agreed to and still counted.

        The case's own facts are compared, not the words around them.
        """
        if self.closed:
            return []
        needed = {party.key: party for party in self.parties}
        return [row for row in self.rows if row.party in needed and self._is_outdated(row, needed[row.party])]

    def _is_outdated(self, row: ConsentRequest, party: ConsentParty) -> bool:
        counted = row.is_live(self.now) or (row.state == State.AGREED and party.by_request == row.number)
        return counted and hash_of(party, self.terms(party)) != row.terms_hash

    def lapsed(self) -> list[ConsentRequest]:
        """The links whose time went by without an answer, of which nobody was told yet."""
        over = [row for row in self.rows if row.is_expired(self.now) and row.ended_at is None]
        return over if over and not self.closed else []

    def needless(self) -> dict[ConsentRequest, str]:
        """The links that lead nowhere any more, each with the reason why."""
        waiting = [row for row in self.rows if row.is_waiting]
        if not waiting:
            return {}
        if self.closed:
            return dict.fromkeys(waiting, self.closed)
        needed = {party.key: party for party in self.parties}
        return {row: why for row in waiting if (why := _needless(needed.get(row.party)))}


def _needless(party: ConsentParty | None) -> str:
    if party is None:
        return "This consent is not needed any more."
    return "The consent has come in another way." if party.given_at else ""


def gather(kind: Kind, case: Any, policy: Policy, now: datetime) -> dict[str, Any]:
    """What the guards of these actions ask about; nothing for a kind that asks nobody."""
    return {KEY: Book(kind.consent, case, policy, now)} if kind.consent else {}
