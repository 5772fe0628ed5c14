"""The policy values of a cancellation: what people may change, and within which range."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cancellations.rules.labels import FIELDS
from cancellations.rules.policy import DEFAULTS, READINGS
from cases.policy_keys import PolicyKeys

_key = PolicyKeys(DEFAULTS, READINGS)
POLICIES = (
    _key.listed("required_fields", _("Fields that a cancellation has to name"), FIELDS),
    _key("accept_all_products", _("“All products” counts as the list of the order's products")),
    _key("missing_info_days", _("The rep is reminded of what is missing after"), _("days"), 1, 366),
    _key("stale_days", _("Sales enablement is reminded of a step every"), _("days"), 1, 366),
    _key(
        "status_link_days",
        _("The rep's link to the state leads there, after closing, for"),
        _("days"),
        0,
        366,
    ),
    _key.zone("time_zone", _("Time zone of a cancellation that comes without one")),
)
