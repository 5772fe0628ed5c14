"""The words for people behind every code of an order rebook."""

from __future__ import annotations

REASONS = {
    "evaluation_time": "Evaluation time",
    "payment_time": "Payment time",
    "more_time_unclear": "More time, not clear for what",
    "did_not_purchase": "Did not purchase",
    "licence_change": "Licence change",
    "customer_cancels": "Customer cancels",
    "amount_correction": "Amount correction",
    "rebook": "Rebook",
    "other": "Other reason",
}

REQUEST_SOURCES = {
    "customer_to_nlr": "Customer to the NLR agent",
    "ar": "AR",
    "collections": "Collections",
    "order_processing": "Order Processing",
    "research": "Research",
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
    "time_and_amount": "Second order for the same amount announced",
    "admin_error": "Second order after a handling error announced",
}

DISPOSITIONS = {"cancelled": "cancelled", "returned": "returned"}

OUTCOMES = {
    "rebooked": "Rebooked",
    "re_engaged": "Re-engaged",
    "changed_in_month": "Changed in the order month",
    "payment_followup": "Payment question answered",
    "kept": "Customer keeps the order",
    "withdrawn": "Withdrawn",
}

FLAGS = {
    "late_window": "Late window",
    "late_fact": "Late fact",
    "change_overdue": "Change overdue",
    "second_order_again": "Another second order",
}


def reason_label(code: str, inline: bool = False) -> str:
    """The reason's name; `inline` for the middle of a sentence. "Not stated" while there is none."""
    label = REASONS.get(code, code) if code else "Not stated"
    return lower_first(label) if inline else label


def lower_first(text: str) -> str:
    """The text with a small first letter, for the middle of a sentence."""
    return text[:1].lower() + text[1:]
