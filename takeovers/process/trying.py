"""The facts of a take-over that is only tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from takeovers.rules import Company, Line, TakeoverFacts
from takeovers.rules.policy import DEFAULTS

NAMES = (
    "move_type", "subject", "current_partner", "new_partner", "current_vad", "new_vad", "requested_finish",
)  # fmt: skip


def facts_of(given: Mapping[str, Any], now: datetime) -> TakeoverFacts:
    """What the rules take: the request as it would be submitted at `now`."""
    companies = tuple(
        Company(one["name"], tuple(Line(**line) for line in one["lines"])) for one in given["companies"]
    )
    named: dict[str, Any] = {name: given.get(name) or "" for name in NAMES}
    return TakeoverFacts(
        **named,
        time_zone=given.get("time_zone") or str(DEFAULTS["time_zone"]),
        companies=companies,
        opened_at=now,
        incomplete_since=now,
    )
