"""The policy values of transitions with their defaults; names without the kind's prefix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from cases.routing import policy_from

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

policy_of = partial(policy_from, DEFAULTS)
