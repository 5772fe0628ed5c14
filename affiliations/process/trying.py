"""The facts of a transition that is only tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from affiliations.forms.trying import ENDS
from affiliations.rules import Access, AccountFacts, AffiliationFacts, Group
from affiliations.rules.policy import DEFAULTS
from cases.words import plain_name

NAMES = ("customer", "reseller", "enterprise_affiliation", "deal_id", "deal_stage")
INSTANTS = (
    "customer_advised_at", "reseller_notified_at", "reseller_rep_involved_at", "manager_involved_at",
    "affiliation_updated_at", "mail_sent_at", "mail_bounced_at",
)  # fmt: skip


def facts_of(given: Mapping[str, Any], now: datetime) -> AffiliationFacts:
    """What the rules take: the transition as it would be opened at `now`, or in the state asked about."""
    won = given.get("deal_stage") == "closed_won"
    named: dict[str, Any] = {name: given.get(name) or "" for name in NAMES}
    named |= {name: given.get(name) for name in INSTANTS}
    expired = {plain_name(row["group"]): row["quantity"] for row in given.get("expired") or ()}
    state = given.get("state") or ("won" if won else "preparing")
    return AffiliationFacts(
        **named,
        time_zone=given.get("time_zone") or str(DEFAULTS["time_zone"]),
        accounts=tuple(AccountFacts(**row) for row in given["accounts"]),
        groups=tuple(_group(row, expired) for row in given.get("groups") or ()),
        access=_access(given, now),
        state=state,
        is_closed=state in ENDS,
        opened_won=won,
        closed_won_at=now if won else None,
        opened_at=now,
    )


def _access(given: Mapping[str, Any], now: datetime) -> tuple[Access, ...]:
    """The reseller's users, and whose access is gone already; whoever is named there only is one of them."""
    users, removed = given.get("reseller_users"), given.get("users_removed") or []
    gone = {plain_name(user) for user in removed}
    named = [*([given["reseller"]] if users is None else users), *removed]
    everybody = {plain_name(user): user for user in reversed(named)}
    return tuple(Access(user, now if key in gone else None) for key, user in reversed(everybody.items()))


def _group(row: Mapping[str, Any], expired: Mapping[str, int]) -> Group:
    issued, billed = bool(row.get("last_set_issued")), bool(row.get("billed"))
    shipped = expired.get(plain_name(row["name"]))
    return Group(row["name"], issued, billed, row.get("pending_badges") or 0, shipped)
