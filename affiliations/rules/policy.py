"""The policy values of transitions with their defaults; names without the kind's prefix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cases.routing import Policy

DEFAULTS: Mapping[str, Any] = {
    "big_group": 200,
    "inclusive": True,
    "big_group_blocks": True,
    "mail_before_billing": True,
    "notice_required_for_mail": "warn",
    "csm_when": "end",
    "billing_check_days": 7,
    "notice_nudge_days": 7,
    "time_zone": "America/Chicago",
}

READINGS: Mapping[str, str] = {
    "big_group": "AF-A1",
    "inclusive": "AF-A1",
    "big_group_blocks": "AF-A12",
    "mail_before_billing": "AF-A6",
    "notice_required_for_mail": "AF-A9",
    "csm_when": "AF-A8",
    "billing_check_days": "AF-A10",
    "notice_nudge_days": "AF-A10",
    "time_zone": "R0",
}


def policy_of(version: int = 1, **values: Any) -> Policy:
    """The default policy with some values replaced; KeyError for a name that is none."""
    for name in values:
        if name not in DEFAULTS:
            raise KeyError(name)
    return Policy(version, {**DEFAULTS, **values})
