"""The policy values of a ticket: what people may change, and within which range."""

from __future__ import annotations

from advocacy.rules.policy import DEFAULTS, READINGS
from cases.policy_keys import PolicyKeys

_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key("attempt_gap_days", "Days between the first and the last call", "days", 0, 366),
    _key("no_response_days", "Days of silence before the closing letter", "days", 1, 366),
    _key("negotiation_days", "Days of silence in a negotiation before its letter", "days", 1, 366),
    _key("last_attempt", "The wait counts from the last", choices=("any", "phone")),
    _key("close_grace_days", "Days from the closing letter to the closing", "days", 0, 366),
    _key("letter_deadline_days", "Days that the letter of a negotiation gives", "days", 1, 366),
    _key("deadline_inclusive", "The date in that letter itself still belongs to the customer"),
    _key("auto_send_letter", "Letters go out by themselves"),
    _key("auto_close", "A ticket closes by itself after its letter"),
    _key("takeover_roles", "Who in the field may take over, by type"),
    _key("tech_review_blocks", "An open technical review holds the closing"),
    _key("offer_days", "Days that an offer stands", "days", 1, 366),
    _key("offer_reminder_days", "Days before its end at which the customer is reminded", "days", 1, 366),
    _key(
        "reopen_max_age_days", "Days after its opening within which a ticket is opened again", "days", 1, 3660
    ),
    _key.zone("time_zone", "Time zone of a ticket that comes without one"),
)
