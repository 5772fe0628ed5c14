"""The words for people behind every code of a transition."""

from __future__ import annotations

STATES = {
    "preparing": "Preparing",
    "won": "Won",
    "reseller_rep_work": "Expired shipments",
    "awaiting_issue": "Waiting for the issue",
    "awaiting_billing": "Waiting for billing",
    "switching": "Switching",
    "final_check": "Final check",
    "with_csm": "With the CSM",
    "cancelled": "Cancelled",
}

OUTCOMES = {"handed_over": "Handed to the CSM", "cancelled": "Cancelled", "deal_lost": "Deal lost"}

FLAGS = {
    "sent_without_notice": "Written to without notice",
    "big_group_not_involved": "Big group, nobody involved",
    "shipment_again": "New shipment meanwhile",
    "late_fact": "Late fact",
    "deal_lost_late": "Deal lost after the switch",
}

DEAL_STAGES = {"closed_won": "Closed won", "closed_lost": "Closed lost"}


def deal_stage(code: str) -> str:
    """The stage of the deal for people; whatever word the sales system has for it."""
    return DEAL_STAGES.get(code, code.replace("_", " ").capitalize())
