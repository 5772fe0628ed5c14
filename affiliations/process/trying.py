"""The facts of a transition that is only tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from affiliations.rules import Access, AccountFacts, AffiliationFacts, Group
from affiliations.rules.policy import DEFAULTS

NAMES = ("customer", "reseller", "enterprise_affiliation", "deal_id", "deal_stage")
INSTANTS = ("customer_advised_at", "reseller_notified_at", "reseller_rep_involved_at", "manager_involved_at")


def facts_of(given: Mapping[str, Any], now: datetime) -> AffiliationFacts:
    """What the rules take: the transition as it would be opened at `now`, or in the state asked about."""
    won = given.get("deal_stage") == "closed_won"
    users = given.get("reseller_users")
    named: dict[str, Any] = {name: given.get(name) or "" for name in NAMES}
    named |= {name: given.get(name) for name in INSTANTS}
    return AffiliationFacts(
        **named,
        time_zone=given.get("time_zone") or str(DEFAULTS["time_zone"]),
        accounts=tuple(AccountFacts(**row) for row in given["accounts"]),
        groups=tuple(_group(row) for row in given.get("groups") or ()),
        access=tuple(Access(user) for user in ([given["reseller"]] if users is None else users)),
        state=given.get("state") or ("won" if won else "preparing"),
        opened_won=won,
        closed_won_at=now if won else None,
        opened_at=now,
    )


def _group(row: Mapping[str, Any]) -> Group:
    issued, billed = bool(row.get("last_set_issued")), bool(row.get("billed"))
    return Group(row["name"], issued, billed, row.get("pending_badges") or 0)
