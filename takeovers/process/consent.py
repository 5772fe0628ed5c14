"""How take-overs ask for consent: who, for what, and what an answer does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from cases.routing import Policy
from cases.terms import ConsentParty, ConsentSpec, Term
from takeovers.actions import consenting
from takeovers.models import PartyAgreement, TakeoverCase
from takeovers.process.turns import turns
from takeovers.rules import consents
from takeovers.rules import parties as who
from takeovers.rules.parties import Party

MAILS = {"subject": "subject_email", "current": "current_email", "new": "new_email"}


def parties(case: TakeoverCase, policy: Policy, now: datetime) -> Sequence[ConsentParty]:
    """The parties whose agreement is needed, with what stands of it."""
    facts = case.facts()
    lacking = set(who.missing(facts, policy, now))
    given: dict[tuple[str, str], PartyAgreement] = {}
    for row in case.parts.agreements:
        given[row.party, row.name] = row
    several = facts.move_type != "ir_vad_to_vad" and len(facts.companies) > 1
    return [
        _party(case, key, party, given.get((party.party, party.name)), party in lacking, several)
        for key, party in consents.needed(facts, policy).items()
    ]


def _party(
    case: TakeoverCase, key: str, party: Party, row: PartyAgreement | None, missing: bool, several: bool
) -> ConsentParty:
    address = "" if party.company else getattr(case, MAILS[party.party])
    stands = row if row is not None and not missing else None
    had = (_("Withdrawn") if row.withdrawn_at else _("Too old")) if row is not None and stands is None else ""
    return ConsentParty(
        key=key,
        name=party.name,
        role=consents.role_of(party),
        address=address,
        given_at=stands.received_at if stands else None,
        evidence=stands.evidence if stands else "",
        by_request=stands.consent if stands else None,
        had=had,
        apart=party.party == "subject" and several,
    )


def terms(case: TakeoverCase, party: ConsentParty) -> Sequence[Term]:
    """What this party agrees to."""
    return consents.terms(case.facts(), side(party), party.name)


def question(case: TakeoverCase, party: ConsentParty) -> str:
    """What this party is asked."""
    return consents.question(case.facts(), side(party), party.name)


def means(case: TakeoverCase, party: ConsentParty, policy: Policy, now: datetime) -> Sequence[str]:
    """What it means for this party."""
    return consents.means(case.facts(), side(party), policy, now)


def side(party: ConsentParty) -> str:
    """subject, current or new: the beginning of its key."""
    return party.key.partition(":")[0]


def asks(party: ConsentParty) -> Mapping[str, Any]:
    """The input by which the actions for letters know the party."""
    return {"party": side(party), "name": party.name}


CONSENT = ConsentSpec(
    askers=frozenset({"customer_care"}),
    question=question,
    parties=parties,
    terms=terms,
    means=means,
    closed=lambda case: consents.closed(case.facts()),
    answered=consenting.answered,
    void=consenting.void,
    title="Agreements",
    record="record_agreement",
    withdraw="withdraw_agreement",
    asks=asks,
    note=lambda case: consents.told(case.facts()),
    turns=turns,
)
