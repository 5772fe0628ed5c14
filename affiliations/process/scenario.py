"""How the beginning of a business scenario becomes a transition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.staging import Scenario, ScenarioCall

KEYS = frozenset(
    {
        "customer", "reseller", "enterprise_affiliation", "deal_id", "deal_stage", "accounts", "groups",
        "reseller_users", "reseller_email", "customer_advised_at", "reseller_notified_at",
        "reseller_rep_involved_at", "manager_involved_at", "time_zone",
    }
)  # fmt: skip


def calls(given: Mapping[str, Any], account: Mapping[str, Any]) -> Sequence[ScenarioCall]:
    """The sales rep opens it; a won deal begins there."""
    facts = {name: value for name, value in given.items() if name in KEYS}
    return [ScenarioCall("sales_rep", facts | {"account": dict(account)})]


SCENARIO = Scenario(KEYS, calls)
