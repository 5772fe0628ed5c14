"""How the beginning of a business scenario becomes a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cases.staging import Scenario, ScenarioCall

OPENER = "order_processing"
SPECIALIST = "research_specialist"
ORDER = (
    "order_no", "processed_at", "amount", "currency", "time_zone", "opportunity_id", "opportunity_stage",
    "opportunity_type",
)  # fmt: skip
WAY = ("intake", "research_review", "with_new_license")


def calls(given: Mapping[str, Any], account: Mapping[str, Any]) -> Sequence[ScenarioCall]:
    """Opens the case and, for a later state, records an announced rebook and takes the steps there.

    Raises ValueError for a state that scenarios do not begin in.
    """
    state, intended = given.get("state", "intake"), given.get("intended")
    order = {name: given[name] for name in ORDER if name in given} | {"account": dict(account)}
    if state not in WAY:
        raise ValueError(f"A rebook scenario does not begin in {state!r}; use one of {', '.join(WAY)}.")
    if state == "intake":
        return [ScenarioCall(OPENER, order | ({"intended": intended} if intended else {}))]
    request = {
        "reason": "rebook",
        "request_source": OPENER,
        "request_received_at": given["processed_at"],
        "intended": intended or "",
    }
    way = [
        ScenarioCall(OPENER, order),
        ScenarioCall(OPENER, request, action="record_request"),
        ScenarioCall(SPECIALIST, action="evaluate"),
        ScenarioCall(SPECIALIST, action="distribute_new_license"),
    ]
    return way if state == "with_new_license" else way[:3]


SCENARIO = Scenario(frozenset({*ORDER, "state", "intended"}), calls, identifiers=frozenset({"order_no"}))
