"""The policy values of order rebooks with their defaults; names without the kind's prefix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from cases.routing import policy_from

DEFAULTS: Mapping[str, Any] = {
    "soft_hours": 24,
    "hard_hours": 48,
    "late_needs_ack": True,
    "business_hours": False,
    "amount_tolerance": 0,
    "admin_error_confirmers": ["order_processing", "research_specialist"],
    "evaluation_in_month_nlr": "follow_up",
    "month_zone": "account",
    "company_zone": "America/New_York",
    "time_zone": "America/New_York",
}

READINGS: Mapping[str, str] = {
    "soft_hours": "RB-A1",
    "hard_hours": "RB-A1",
    "late_needs_ack": "RB-A1",
    "business_hours": "RB-A3",
    "amount_tolerance": "RB-A4",
    "admin_error_confirmers": "RB-A6",
    "evaluation_in_month_nlr": "RB-A8",
    "month_zone": "RB-A12",
    "company_zone": "RB-A12",
    "time_zone": "R0",
}

policy_of = partial(policy_from, DEFAULTS)
