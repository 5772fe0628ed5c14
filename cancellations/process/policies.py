"""The policy values of a cancellation: what people may change, and within which range."""

from __future__ import annotations

from cancellations.rules.policy import DEFAULTS, READINGS
from cases.kinds import PolicyKey
from cases.worktime import known_zones


def _key(name: str, label: str, unit: str = "", most: float | None = None, *choices: str) -> PolicyKey:
    least = None if most is None else 1
    return PolicyKey(name, DEFAULTS[name], label, unit, least, most, choices, READINGS[name])


POLICIES = (
    _key("required_fields", "Fields that a cancellation has to name"),
    _key("accept_all_products", "“All products” counts as the list of the order's products"),
    _key("missing_info_days", "The rep is reminded of what is missing after", "days", 366),
    _key("stale_days", "Sales enablement is reminded of a step every", "days", 366),
    _key("time_zone", "Time zone of a cancellation that comes without one", "", None, *sorted(known_zones())),
)
