"""The policy values of advocate cases with their defaults; names without the kind's prefix."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from cases.routing import Policy, policy_from

DEFAULTS: Mapping[str, Any] = {
    "attempt_gap_days": 3,
    "no_response_days": 14,
    "negotiation_days": 7,
    "last_attempt": "any",
    "close_grace_days": 0,
    "letter_deadline_days": 7,
    "deadline_inclusive": False,
    "auto_send_letter": True,
    "auto_close": True,
    "takeover_roles": [
        "field_involved: pd", "field_involved: rsm", "field_involved: fsm",
        "escalated_contact: rsm", "escalated_contact: dsm", "escalated_contact: fsm",
    ],
    "tech_review_blocks": True,
    "offer_days": 60,
    "offer_reminder_days": 14,
    "reopen_max_age_days": 30,
    "time_zone": "America/Chicago",
}  # fmt: skip

READINGS: Mapping[str, str] = {
    "attempt_gap_days": "AD-A1",
    "no_response_days": "AD-A2",
    "negotiation_days": "AD-A2",
    "last_attempt": "AD-A3",
    "close_grace_days": "AD-A5",
    "letter_deadline_days": "AD-A7",
    "deadline_inclusive": "AD-A8",
    "auto_send_letter": "AD-A9",
    "auto_close": "AD-A9",
    "takeover_roles": "AD-A11",
    "tech_review_blocks": "AD-A13",
    "offer_days": "AD-A16",
    "offer_reminder_days": "AD-A16",
    "reopen_max_age_days": "AD-A17",
    "time_zone": "R0",
}

policy_of = partial(policy_from, DEFAULTS)


def takeover_roles(policy: Policy, case_type: str) -> frozenset[str]:
    """The field roles that may take over a case of this type (AD-A11): rows like `field_involved: rsm`."""
    pairs = (row.replace(" ", "").partition(":") for row in policy["takeover_roles"])
    return frozenset(role for kind, _, role in pairs if kind == case_type)
