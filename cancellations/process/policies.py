"""The policy values of a cancellation: what people may change, and within which range."""

from __future__ import annotations

from cancellations.rules.policy import DEFAULTS, READINGS
from cases.policy_keys import PolicyKeys

_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key("required_fields", "Fields that a cancellation has to name"),
    _key("accept_all_products", "“All products” counts as the list of the order's products"),
    _key("missing_info_days", "The rep is reminded of what is missing after", "days", 1, 366),
    _key("stale_days", "Sales enablement is reminded of a step every", "days", 1, 366),
    _key("status_link_days", "The rep's link to the state leads there, after closing, for", "days", 0, 366),
    _key.zone("time_zone", "Time zone of a cancellation that comes without one"),
)
