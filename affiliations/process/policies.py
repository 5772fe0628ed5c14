"""The policy values of a transition: what people may change, and within which range."""

from __future__ import annotations

from affiliations.rules.policy import DEFAULTS, READINGS
from cases.policy_keys import PolicyKeys

_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key("big_group", "A group is big from", "badges", 1, 1_000_000),
    _key("inclusive", "That number itself is big already"),
    _key("big_group_blocks", "A big group needs Reseller Rep and Manager before the deal is won"),
    _key("mail_before_billing", "The reseller is written to before everything is billed"),
    _key(
        "notice_required_for_mail",
        "Where the reseller does not know yet, its letter",
        choices=("warn", "block", "off"),
    ),
    _key("csm_when", "The CSM is named", choices=("end", "won")),
    _key("billing_check_days", "Billing is looked at every", "days", 1, 366),
    _key("notice_nudge_days", "Sales is asked for the notice every", "days", 1, 366),
    _key.zone("time_zone", "Time zone of a transition that comes without one"),
)  # fmt: skip
