"""What is done next with a transition of a simulated month, by people and by outside systems."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from affiliations.demo.plots import LETTER, MANAGER, NAMED, REP, SALES
from affiliations.rules import AffiliationFacts
from affiliations.rules.policy import policy_of
from affiliations.rules.table import is_big
from cases.demo import Next


def wanted(case: Any) -> Next | None:
    """The next act; None while there is nothing to do."""
    facts = case.facts()
    look = NEXT.get(facts.state)
    return look(facts) if look is not None else None


def _preparing(facts: AffiliationFacts) -> Next:
    if facts.reseller_notified_at is None:
        return "reseller_notified", SALES, {}
    if is_big(facts, policy_of()) and not facts.involved:
        return "involve", SALES, {}
    return "mark_won", MANAGER, {}


def _shipments(facts: AffiliationFacts) -> Next:
    for group in facts.without_expired:
        return "add_expired_shipment", REP, {"group": group.name, "qty": group.expired_wanted}
    return "shipments_done", REP, {}


def _reported(facts: AffiliationFacts) -> Next | None:
    """Shipping and billing report the groups one by one."""
    for group in facts.pending:
        return "issued", "shipping", {"group": group.name}
    for group in facts.unbilled:
        return "billed", "billing", {"group": group.name}
    return None


def _letter(facts: AffiliationFacts) -> Next:
    return LETTER, REP, {"reseller_name": facts.reseller, "customer_name": facts.customer}


def _switching(facts: AffiliationFacts) -> Next:
    reported = _reported(facts)
    if reported is not None:
        return reported
    if facts.affiliation_updated_at is None:
        return "update_affiliation", REP, {}
    if facts.with_access:
        return "remove_access", REP, {}
    return ("finish_switch", REP, {}) if facts.mail_arrived else _letter(facts)


def _final(facts: AffiliationFacts) -> Next:
    if not facts.mail_arrived:
        return _letter(facts)
    return _reported(facts) or (NAMED.name, SALES, NAMED.data)


NEXT: Mapping[str, Callable[[AffiliationFacts], Next | None]] = {
    "preparing": _preparing,
    "won": lambda _: ("inform_reseller_rep", SALES, {}),
    "reseller_rep_work": _shipments,
    "awaiting_issue": _reported,
    "awaiting_billing": _reported,
    "switching": _switching,
    "final_check": _final,
}
