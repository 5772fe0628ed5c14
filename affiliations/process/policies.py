"""The policy values of a transition: what people may change, and within which range."""

from __future__ import annotations

from affiliations.rules.policy import DEFAULTS, READINGS
from cases.kinds import PolicyKey
from cases.worktime import known_zones


def _key(name: str, label: str, unit: str = "", most: float | None = None, *choices: str) -> PolicyKey:
    least = None if most is None else 1
    return PolicyKey(name, DEFAULTS[name], label, unit, least, most, choices, READINGS[name])


POLICIES = (
    _key("big_group", "A group is big from", "badges", 1_000_000),
    _key("inclusive", "That number itself is big already"),
    _key("big_group_blocks", "A big group needs Reseller Rep and Manager before the deal is won"),
    _key("mail_before_billing", "The reseller is written to before everything is billed"),
    _key(
        "notice_required_for_mail", "Where the reseller does not know yet, its letter", "", None,
        "warn", "block", "off",
    ),
    _key("csm_when", "The CSM is named", "", None, "end", "won"),
    _key("billing_check_days", "Billing is looked at every", "days", 366),
    _key("notice_nudge_days", "Sales is asked for the notice every", "days", 366),
    _key("time_zone", "Time zone of a transition that comes without one", "", None, *sorted(known_zones())),
)  # fmt: skip
