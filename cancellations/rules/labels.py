"""The words for people behind every code of a cancellation."""

from __future__ import annotations

STATES = {
    "incomplete": "Incomplete",
    "complete": "Complete",
    "billing_cancelled": "Billing cancelled",
    "fulfilment_cancelled": "Fulfilment cancelled",
    "true_up": "True-up",
    "closed": "Closed",
    "rejected": "Not a cancellation",
    "withdrawn": "Withdrawn",
}

OUTCOMES = {
    "cancelled": "Cancelled",
    "query": "A question",
    "order_change": "An order change",
    "other": "Not a cancellation",
    "withdrawn": "Withdrawn",
}

FLAGS = {
    "invoiced_meanwhile": "Invoiced meanwhile",
    "already_delivered": "Already delivered",
    "rep_unreachable": "Rep cannot be reached",
    "late_fact": "Late fact",
}

# As the reply to the rep names them.
FIELDS = {
    "client": "Vision VX client",
    "campaign": "campaign name",
    "titan_order_id": "Titan order ID",
    "products": "list of products",
}

REASONS = {"client_wish": "The client wishes it", "not_fulfilled": "Not fulfilled"}
REJECTIONS = {"query": "A question only", "order_change": "An order change", "other": "Something else"}
CONFIRMED_BY = {"vision_vx": "Vision VX", "titan": "Titan"}
