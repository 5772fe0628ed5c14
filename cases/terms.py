"""What outside parties are asked to agree to, as plain data; and what a kind says so that they can be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from cases.marks import marked as _

if TYPE_CHECKING:
    from cases.routing import Policy
    from cases.step import Step


@dataclass(frozen=True)
class Term:
    """One thing that is agreed to: a value, or a table with `heads` and `rows`.

    `code` and what it holds are what binds; `label` and `heads` are words that may be put better.
    """

    code: str
    label: str
    value: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def bound(self) -> dict[str, Any]:
        """What of it enters the hash."""
        return {"code": self.code, "value": self.value, "rows": [list(row) for row in self.rows]}


@dataclass(frozen=True)
class ConsentParty:
    """One whose consent a case needs. `key` tells it from the others of the case and never changes.

    `role` says what it is in the case, `address` is the one on file. What stands now, however it came: since
    `given_at`, on `evidence`, and where it came by a link, of the request `by_request`. `had` is a word for
    what is there but does not count ("Withdrawn"). `apart` keeps it from the eyes of other parties.
    """

    key: str
    name: str
    role: str
    address: str = ""
    given_at: datetime | None = None
    evidence: str = ""
    by_request: UUID | None = None
    had: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Answer:
    """What a party answered through its link."""

    party: ConsentParty
    request: UUID
    agrees: bool
    name: str
    capacity: str
    evidence: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Turn:
    """Something else that a case asks of a party now: what, for which of its things, and by which day.

    `roles` do it with a login, through the action `act` with the input `asks`.
    """

    what: str
    of: tuple[str, ...] = ()
    until: date | None = None
    roles: frozenset[str] = frozenset()
    act: str = ""
    asks: Mapping[str, Any] = field(default_factory=dict)


def no_turns(cases: Sequence[Any], organisation: str) -> Mapping[int, Sequence[Turn]]:
    """For a kind that asks nothing of parties but their consent."""
    return {}


@dataclass(frozen=True)
class ConsentSpec:
    """How a kind asks outside parties for their consent.

    `parties` are those whose consent is needed now; `terms` what one of them agrees to, and `means` what it
    means for it, as sentences that bind nobody. `closed` says why nothing can be asked or answered any more,
    "" while it can. `answered` and `void` take the effect on the kind's own facts; `void` is given the keys
    of the parties whose consent no longer counts: the terms changed, or a party took it back by its link,
    which it may as far as the guards of `withdraw` let it. `record` and `withdraw` are the kind's own actions
    for what comes by letter, asked with `asks(party)`; `mailbox` hears of refusals and withdrawals.
    `title` stands over the board of a case, `note` below it. `turns` tells by the number of each case what
    it asks of an organisation beside its consent, in as many statements for many cases as for one.
    """

    askers: frozenset[str]
    question: Callable[[Any, ConsentParty], str]
    parties: Callable[[Any, Policy, datetime], Sequence[ConsentParty]]
    terms: Callable[[Any, ConsentParty], Sequence[Term]]
    means: Callable[[Any, ConsentParty, Policy, datetime], Sequence[str]]
    closed: Callable[[Any], str]
    answered: Callable[[Step, Answer], None]
    void: Callable[[Step, Sequence[str]], None]
    record: str = ""
    withdraw: str = ""
    asks: Callable[[ConsentParty], Mapping[str, Any]] = lambda party: {}
    note: Callable[[Any], str] = lambda case: ""
    mailbox: str = "Customer care"
    title: str = "Consents"
    turns: Callable[[Sequence[Any], str], Mapping[int, Sequence[Turn]]] = no_turns
    days: int = 14


EFFECTS = {
    "consent_asked": _("A party was asked for its consent"),
    "consent_agreed": _("A party agreed by its link"),
    "consent_refused": _("A party refused by its link"),
    "consent_withdrawn": _("A party withdrew its consent by its link"),
    "consent_lapsed": _("A link ended without an answer"),
    "consent_void": _("A consent no longer counts: the terms changed"),
    "consent_ended": _("A link for an answer was ended"),
}


def hash_of(party: ConsentParty, terms: Sequence[Term]) -> str:
    """The SHA-256 of what binds, for this party: the same terms for another one have another hash."""
    bound = {"party": party.key, "name": party.name, "terms": [term.bound for term in terms]}
    text = json.dumps(bound, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def short(digest: str) -> str:
    """The beginning of a hash, for people: "7f3a c91e"."""
    return f"{digest[:4]} {digest[4:8]}"


def stored(terms: Sequence[Term]) -> list[dict[str, Any]]:
    """The terms as JSON holds them."""
    rows: list[dict[str, Any]] = json.loads(json.dumps([asdict(term) for term in terms]))
    return rows


def read(rows: Sequence[dict[str, Any]]) -> tuple[Term, ...]:
    """The terms as they were shown."""
    return tuple(
        Term(
            row["code"],
            row["label"],
            row["value"],
            tuple(row["heads"]),
            tuple(tuple(cells) for cells in row["rows"]),
        )
        for row in rows
    )


def changed(before: Sequence[Term], after: Sequence[Term]) -> tuple[str, ...]:
    """What differs, as phrases: "Wished month: June 2024, before: none"."""
    old, new = ({term.code: term for term in terms} for terms in (before, after))
    found = []
    for code, term in ({**old, **new}).items():
        was, now = old.get(code), new.get(code)
        if was is not None and now is not None and was.bound == now.bound:
            continue
        if term.rows or (was and was.rows):
            found.append(f"{term.label}: {_rows_changed(was, now)}")
        else:
            values = (now.value if now else "", was.value if was else "")
            found.append(f"{term.label}: {values[0] or 'none'}, before: {values[1] or 'none'}")
    return tuple(found)


def _rows_changed(was: Term | None, now: Term | None) -> str:
    old, new = (term.rows if term else () for term in (was, now))
    gone, come = [row for row in old if row not in new], [row for row in new if row not in old]
    told = [f"now {', '.join(row)}" for row in come[:3]] + [f"before {', '.join(row)}" for row in gone[:3]]
    more = len(come[3:]) + len(gone[3:])
    return "; ".join([*told, *([f"{more} more"] if more else [])])
