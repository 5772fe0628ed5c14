"""The words for people behind every code of a cancellation."""

from __future__ import annotations

from cases.marks import marked as _

STATES = {
    "incomplete": _("Incomplete"),
    "complete": _("Complete"),
    "billing_cancelled": _("Billing cancelled"),
    "fulfilment_cancelled": _("Fulfilment cancelled"),
    "true_up": _("True-up"),
    "closed": _("Closed"),
    "rejected": _("Not a cancellation"),
    "withdrawn": _("Withdrawn"),
}

OUTCOMES = {
    "cancelled": _("Cancelled"),
    "query": _("A question"),
    "order_change": _("An order change"),
    "other": _("Not a cancellation"),
    "withdrawn": _("Withdrawn"),
}

FLAGS = {
    "invoiced_meanwhile": _("Invoiced meanwhile"),
    "already_delivered": _("Already delivered"),
    "rep_unreachable": _("Rep cannot be reached"),
    "late_fact": _("Late fact"),
}

# As the reply to the rep names them.
FIELDS = {
    "client": _("Vision VX client"),
    "campaign": _("campaign name"),
    "titan_order_id": _("Titan order ID"),
    "products": _("list of products"),
}

REASONS = {"client_wish": _("The client wishes it"), "not_fulfilled": _("Not fulfilled")}
REJECTIONS = {
    "query": _("A question only"),
    "order_change": _("An order change"),
    "other": _("Something else"),
}
CONFIRMED_BY = {"vision_vx": _("Vision VX"), "titan": _("Titan")}
