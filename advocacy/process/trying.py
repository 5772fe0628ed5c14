"""The facts of a ticket that is only tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from advocacy.rules import AdvocateFacts
from advocacy.rules.policy import DEFAULTS


def facts_of(given: Mapping[str, Any], now: datetime) -> AdvocateFacts:
    """What the rules take: the ticket as it would be opened at `now`, or in the state asked about."""
    evidence = dict(given.get("evidence") or {})
    distributor = evidence.pop("distributor", None) or given.get("distributor") or ""
    return AdvocateFacts(
        case_type=given["case_type"],
        product=given["product"][0],
        serial=given.get("serial") or "",
        caller_type=given.get("caller_type") or "",
        time_zone=given.get("time_zone") or str(DEFAULTS["time_zone"]),
        distributor=distributor,
        conversation_ever=bool(given.get("conversation_ever")),
        evidence={name: value for name, value in evidence.items() if value is not None},
        state=given.get("state") or "open",
        opened_at=now,
    )
