"""The policy values of take-overs with their defaults; names without the kind's prefix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from cases.routing import policy_from

DEFAULTS: Mapping[str, Any] = {
    "cutoff_day": 15,
    "cutoff_inclusive": True,
    "require_vads": False,
    "inform_ecs": True,
    "auto_skip_without_licences": True,
    "automated_moves": [],
    "agreement_max_age_days": 0,
    "month_warning_days": 5,
    "month_end_guard_days": 2,
    "leftover_days": 7,
    "mail_languages": ["en", "de", "fr"],
    "time_zone": "Europe/Paris",
}

READINGS: Mapping[str, str] = {
    "cutoff_day": "TO-A1",
    "cutoff_inclusive": "TO-A1",
    "require_vads": "TO-A3",
    "inform_ecs": "TO-A4",
    "auto_skip_without_licences": "TO-A6",
    "automated_moves": "TO-A6",
    "agreement_max_age_days": "TO-A11",
    "month_warning_days": "TO-A1",
    "month_end_guard_days": "TO-A1",
    "leftover_days": "TO-A5",
    "mail_languages": "R0",
    "time_zone": "R0",
}

policy_of = partial(policy_from, DEFAULTS)
