"""How the beginning of a business scenario becomes a take-over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.staging import Scenario, ScenarioCall

KEYS = frozenset(
    {
        "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "companies",
        "requested_finish", "time_zone",
    }
)  # fmt: skip


def calls(given: Mapping[str, Any], account: Mapping[str, Any]) -> Sequence[ScenarioCall]:
    """Customer care asks for it, and submits it with the same call."""
    return [ScenarioCall("customer_care", {**given, "account": dict(account)})]


SCENARIO = Scenario(KEYS, calls)
