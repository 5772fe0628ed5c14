"""How the beginning of a business scenario becomes one ticket, or several of one account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.staging import Scenario, ScenarioCall

TICKET = frozenset(
    {
        "case_type", "product", "serial", "caller_type", "distributor", "conversation_ever", "evidence",
        "customer", "customer_email", "time_zone",
    }
)  # fmt: skip
KEYS = TICKET | {"account", "tickets"}


def calls(given: Mapping[str, Any], account: Mapping[str, Any]) -> Sequence[ScenarioCall]:
    """The advocate opens each ticket; what is given beside the list holds for all of them."""
    shared = {name: value for name, value in given.items() if name in TICKET}
    rows: Sequence[Mapping[str, Any]] = given.get("tickets") or [{"id": ""}]
    return [
        ScenarioCall(
            "advocate",
            {
                **shared,
                **{name: value for name, value in row.items() if name != "id"},
                "account": dict(account),
            },
            ticket=row["id"],
        )
        for row in rows
    ]


def organisations(given: Mapping[str, Any]) -> Mapping[str, str]:
    """The customer acts for the account."""
    return {"customer": str(given.get("account") or "")}


SCENARIO = Scenario(KEYS, calls, organisations=organisations)
