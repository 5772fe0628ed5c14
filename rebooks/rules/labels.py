"""The words for people behind every code of an order rebook."""

from __future__ import annotations

from cases.marks import marked as _
from cases.words import lower_first

REASONS = {
    "evaluation_time": _("Evaluation time"),
    "payment_time": _("Payment time"),
    "more_time_unclear": _("More time, not clear for what"),
    "did_not_purchase": _("Did not purchase"),
    "licence_change": _("Licence change"),
    "customer_cancels": _("Customer cancels"),
    "amount_correction": _("Amount correction"),
    "rebook": _("Rebook"),
    "other": _("Other reason"),
}

REQUEST_SOURCES = {
    "customer_to_nlr": _("Customer to the NLR agent"),
    "ar": "AR",
    "collections": _("Collections"),
    "order_processing": _("Order Processing"),
    "research": _("Research"),
}

HEARD_BY = {
    "customer_to_nlr": "new_license",
    "ar": "ar_collections",
    "collections": "ar_collections",
    "order_processing": "order_processing",
    "research": "research",
}

TOLD_TO_AR = frozenset({"ar", "collections"})

INTENDED = {
    "time_and_amount": _("Second order for the same amount announced"),
    "admin_error": _("Second order after a handling error announced"),
}

DISPOSITIONS = {"cancelled": "cancelled", "returned": "returned"}

OUTCOMES = {
    "rebooked": _("Rebooked"),
    "re_engaged": _("Re-engaged"),
    "changed_in_month": _("Changed in the order month"),
    "payment_followup": _("Payment question answered"),
    "kept": _("Customer keeps the order"),
    "withdrawn": _("Withdrawn"),
}

FLAGS = {
    "late_window": _("Late window"),
    "late_fact": _("Late fact"),
    "change_overdue": _("Change overdue"),
    "second_order_again": _("Another second order"),
}


def reason_label(code: str, inline: bool = False) -> str:
    """The reason's name; `inline` for the middle of a sentence. "Not stated" while there is none."""
    label = REASONS.get(code, code) if code else "Not stated"
    return lower_first(label) if inline else label
