"""The decision table: where a transition goes next, by what is issued and billed."""

from __future__ import annotations

from dataclasses import dataclass

from affiliations.rules.facts import AffiliationFacts
from cases.routing import Policy


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number, the state it leads to, and what it says."""

    number: int
    leads_to: str
    answer: str


ISSUED_BILLED = Row(1, "switching", "Everything is issued and billed: switch affiliation and access now.")
ISSUED_OPEN = Row(2, "awaiting_billing", "Everything is issued, something is not billed: wait for billing.")
SOME_ISSUED = Row(3, "awaiting_issue", "Some groups are not issued: wait for the issue, then for billing.")
NONE_ISSUED = Row(4, "awaiting_issue", "Nothing is issued yet: wait for the issue, then for billing.")
PREPAID = Row(5, "awaiting_issue", "Billed ahead but not issued: wait for the issue, then look at billing.")
INVOLVE = Row(6, "preparing", "A big group: involve Reseller Rep and Manager before the deal is won.")
PREPARE = Row(7, "preparing", "The customer tells the reseller; the deal goes on to closed won.")
WON = Row(8, "reseller_rep_work", "The deal is won: the reseller rep sets the expired shipments.")
HAND_OVER = Row(9, "with_csm", "The switch is done: check once more and hand the deal to the CSM.")
ENDED = Row(10, "", "Nothing is left to do.")


def is_big(facts: AffiliationFacts, policy: Policy) -> bool:
    """Whether the accounts that move together are a big group (AF-A1, AF-A2)."""
    limit = int(policy["big_group"])
    return facts.badges >= limit if policy["inclusive"] else facts.badges > limit


def match(facts: AffiliationFacts, policy: Policy) -> Row:
    """The row that holds for the facts."""
    if facts.is_closed:
        return ENDED
    if facts.state == "preparing":
        return INVOLVE if is_big(facts, policy) and not facts.involved else PREPARE
    if facts.state == "won":
        return WON
    return HAND_OVER if facts.state == "final_check" else shipments(facts)


def shipments(facts: AffiliationFacts) -> Row:
    """The rows about issue and billing."""
    if not facts.not_issued:
        return ISSUED_OPEN if facts.something_open else ISSUED_BILLED
    if len(facts.not_issued) < len(facts.groups):
        return SOME_ISSUED
    return NONE_ISSUED if facts.unbilled else PREPAID
