"""How the parties of the demo agree: by letter, and in every third take-over by link."""

from __future__ import annotations

from typing import Any

from cases.models import ConsentRequest
from takeovers.models import TakeoverCase
from takeovers.rules import consents
from takeovers.rules.parties import Party

EVERY = 3
PEOPLE = ("Halima Berg", "Jonas Keller", "Léa Fontaine", "Matteo Ricci")
Act = tuple[str, str, dict[str, Any]]


def next_act(case: TakeoverCase, party: Party) -> Act:
    """What a party whose agreement is missing does next, or customer care with it."""
    number = int(str(case.reference).rpartition("-")[2])
    if number % EVERY:
        given = {"party": party.party, "name": party.name, "written": True, "evidence": "Mail on file"}
        return "record_agreement", "customer_care", given
    key = consents.key_of(party)
    row = ConsentRequest.objects.filter(case=case.pk, party=key, state__in=["asked", "viewed"]).last()
    if row is None:
        address = f"office@{party.name.split(maxsplit=1)[0].lower()}.example"
        return "ask_consent", "customer_care", {"party": key, "address": _plain(address), "days": 60}
    if row.viewed_at is None:
        return "view_consent", "system", {"request": str(row.number)}
    return "answer_consent", "system", _answer(row, PEOPLE[number % len(PEOPLE)])


def _answer(row: ConsentRequest, who: str) -> dict[str, Any]:
    return {
        "request": str(row.number),
        "terms": row.terms_hash,
        "answer": "agree",
        "name": who,
        "capacity": "Managing director",
        "may_speak": True,
    }


def _plain(address: str) -> str:
    """The address with what mail servers take."""
    return "".join(sign for sign in address if sign.isascii())
