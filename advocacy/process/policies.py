"""The policy values of a ticket: what people may change, and within which range."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from advocacy.rules.labels import FIELD_ROLES, TYPES
from advocacy.rules.policy import DEFAULTS, READINGS
from cases.marks import Filled
from cases.policy_keys import PolicyKeys

# A row of the list is a type and a role, which people read as one: "Field involved: RSM".
TAKING_OVER = {
    f"{code}: {role}": Filled(_("%(type)s: %(role)s"), {"type": Filled(TYPES[code]), "role": Filled(name)})
    for code in ("field_involved", "escalated_contact")
    for role, name in FIELD_ROLES.items()
}
_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key("attempt_gap_days", _("Days between the first and the last call"), _("days"), 0, 366),
    _key("no_response_days", _("Days of silence before the closing letter"), _("days"), 1, 366),
    _key("negotiation_days", _("Days of silence in a negotiation before its letter"), _("days"), 1, 366),
    _key("last_attempt", _("The wait counts from the last"), choices=("any", "phone")),
    _key("close_grace_days", _("Days from the closing letter to the closing"), _("days"), 0, 366),
    _key("letter_deadline_days", _("Days that the letter of a negotiation gives"), _("days"), 1, 366),
    _key("deadline_inclusive", _("The date in that letter itself still belongs to the customer")),
    _key("auto_send_letter", _("Letters go out by themselves")),
    _key("auto_close", _("A ticket closes by itself after its letter")),
    _key.listed("takeover_roles", _("Who in the field may take over, by type"), TAKING_OVER),
    _key("tech_review_blocks", _("An open technical review holds the closing")),
    _key("offer_days", _("Days that an offer stands"), _("days"), 1, 366),
    _key(
        "offer_reminder_days", _("Days before its end at which the customer is reminded"), _("days"), 1, 366
    ),
    _key(
        "reopen_max_age_days",
        _("Days after its opening within which a ticket is opened again"),
        _("days"),
        1,
        3660,
    ),
    _key.zone("time_zone", _("Time zone of a ticket that comes without one")),
)
