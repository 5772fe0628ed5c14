"""The words for people behind every code of a transition."""

from __future__ import annotations

from cases.marks import marked as _

STATES = {
    "preparing": _("Preparing"),
    "won": _("Won"),
    "reseller_rep_work": _("Expired shipments"),
    "awaiting_issue": _("Waiting for the issue"),
    "awaiting_billing": _("Waiting for billing"),
    "switching": _("Switching"),
    "final_check": _("Final check"),
    "with_csm": _("With the CSM"),
    "cancelled": _("Cancelled"),
}

OUTCOMES = {"handed_over": _("Handed to the CSM"), "cancelled": _("Cancelled"), "deal_lost": _("Deal lost")}

FLAGS = {
    "sent_without_notice": _("Written to without notice"),
    "big_group_not_involved": _("Big group, nobody involved"),
    "shipment_again": _("New shipment meanwhile"),
    "late_fact": _("Late fact"),
    "deal_lost_late": _("Deal lost after the switch"),
}

DEAL_STAGES = {"closed_won": _("Closed won"), "closed_lost": _("Closed lost")}


def deal_stage(code: str) -> str:
    """The stage of the deal for people; whatever word the sales system has for it."""
    return DEAL_STAGES.get(code, code.replace("_", " ").capitalize())
