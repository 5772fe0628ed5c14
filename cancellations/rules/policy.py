"""The policy values of cancellations with their defaults; names without the kind's prefix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from cases.routing import policy_from

DEFAULTS: Mapping[str, Any] = {
    "required_fields": ["client", "campaign", "titan_order_id", "products"],
    "accept_all_products": False,
    "missing_info_days": 3,
    "stale_days": 1,
    "status_link_days": 30,
    "time_zone": "America/Chicago",
}

READINGS: Mapping[str, str] = {
    "required_fields": "CX-A1",
    "accept_all_products": "CX-A2",
    "missing_info_days": "",
    "stale_days": "CX-A6",
    "status_link_days": "",
    "time_zone": "R0",
}

policy_of = partial(policy_from, DEFAULTS)
