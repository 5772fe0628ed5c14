"""The policy values of a transition: what people may change, and within which range."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from affiliations.rules.policy import DEFAULTS, READINGS
from cases.policy_keys import PolicyKeys

_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key("big_group", _("A group is big from"), _("badges"), 1, 1_000_000),
    _key("inclusive", _("That number itself is big already")),
    _key("big_group_blocks", _("A big group needs Reseller Rep and Manager before the deal is won")),
    _key("mail_before_billing", _("The reseller is written to before everything is billed")),
    _key(
        "notice_required_for_mail",
        _("Where the reseller does not know yet, its letter"),
        choices=("warn", "block", "off"),
    ),
    _key("csm_when", _("The CSM is named"), choices=("end", "won")),
    _key("billing_check_days", _("Billing is looked at every"), _("days"), 1, 366),
    _key("notice_nudge_days", _("Sales is asked for the notice every"), _("days"), 1, 366),
    _key.zone("time_zone", _("Time zone of a transition that comes without one")),
)  # fmt: skip
