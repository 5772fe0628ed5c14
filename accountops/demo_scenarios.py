"""Scenarios that a demo keeps with a policy: two sides of the window. A waiting change breaks one."""

from __future__ import annotations

import json
from typing import Any, Final

from cases import registry
from cases.models import User
from cases.scenarios import keeping

ORDER: Final[dict[str, Any]] = {"amount": "4990.00", "currency": "USD"}
GIVEN: Final[dict[str, Any]] = {
    "order_no": "O-1",
    "opportunity_stage": "closed_won",
    "processed_at": "2024-05-14T10:00:00-04:00",
    "time_zone": "America/New_York",
    **ORDER,
}


def _line(name: str, title: str, hour: int, rule: str, team: str) -> str:
    """A second order on the second day after the first one, at an hour in New York."""
    by = {"by": "order_processing", "order_no": "O-2", "disposition": "cancelled", **ORDER}
    when = [
        {"at": f"2024-05-16T{hour}:00:00-04:00", "do": "second_order", **by},
        {"at": f"2024-05-16T{hour}:10:00-04:00", "do": "evaluate", "by": "research_specialist"},
    ]
    expect = {"decision": {"rule": rule, "team": team}}
    told = {"id": name, "process": "rebook", "title": title, "given": GIVEN, "when": when, "expect": expect}
    return json.dumps(told)


def seed_scenarios(by: User) -> None:
    """Keeps both, as a manager does it on the page."""
    lines = [
        _line("WINDOW-1", "Exactly 48 hours later is inside the window", 10, "RB-4", "new_license"),
        _line("WINDOW-2", "50 hours later is outside: Re-Engage", 12, "RB-14", "re_engage"),
    ]
    keeping.keep(registry.get_kind("rebook"), "\n".join(lines), by)
