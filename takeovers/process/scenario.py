"""How the beginning of a business scenario becomes a take-over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.staging import Scenario, ScenarioCall

KEYS = frozenset(
    {
        "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "companies",
        "requested_finish", "time_zone", "draft",
    }
)  # fmt: skip


def calls(given: Mapping[str, Any], account: Mapping[str, Any]) -> Sequence[ScenarioCall]:
    """Customer care asks for it, and submits it with the same call."""
    facts = {name: value for name, value in given.items() if name in KEYS}
    return [ScenarioCall("customer_care", facts | {"account": dict(account)})]


def organisations(given: Mapping[str, Any]) -> Mapping[str, str]:
    """The partners act for themselves, the administrator for who moves."""
    return {
        "current_partner": given.get("current_partner", ""),
        "new_partner": given.get("new_partner", ""),
        "ec_admin": given.get("subject", ""),
    }


SCENARIO = Scenario(KEYS, calls, organisations=organisations)
