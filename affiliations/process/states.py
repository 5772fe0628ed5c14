"""The states of a transition with everything said about them, and how the map lays them out."""

from __future__ import annotations

from cases.kinds import State

SALES, REP = "sales", "reseller_success"
STATES = (
    State(
        "preparing", "Preparing", "With Sales", "dashed-ring", "now", SALES,
        "The customer tells its reseller; a big group is told to Reseller Rep and Manager.",
        attention_hours=168, waiting_for="The deal to be won",
    ),
    State(
        "won", "Won", "With Sales", "ring", "now", SALES,
        "The deal is won; the reseller rep is informed next.",
        attention_hours=24, waiting_for="The reseller rep to be informed",
    ),
    State(
        "reseller_rep_work", "Expired shipments", "With the reseller rep", "half", "now", REP,
        "Each group gets its expired shipment.",
        attention_hours=48, waiting_for="An expired shipment for each group",
    ),
    State(
        "awaiting_issue", "Waiting for the issue", "Waiting for shipping", "hourglass", "wait", REP,
        "The last set of some groups is still to be issued.",
        attention_hours=336, waiting_for="The last sets to be issued",
    ),
    State(
        "awaiting_billing", "Waiting for billing", "Waiting for billing", "hourglass", "wait", REP,
        "Something is still to be billed, or to be issued and billed.",
        attention_hours=336, waiting_for="Everything to be billed",
    ),
    State(
        "switching", "Switching", "With the reseller rep", "half", "now", REP,
        "Affiliation and access change, and the reseller is written to.",
        attention_hours=48, waiting_for="Affiliation, access and letter",
    ),
    State(
        "final_check", "Final check", "With Sales", "half", "now", SALES,
        "Issue and letter are looked at once more before the CSM takes over.",
        attention_hours=24, waiting_for="The CSM to be named",
    ),
    State(
        "with_csm", "With the CSM", "Done", "tick-disc", "done", "csm",
        "The customer has its affiliation, and the CSM has the deal.", closed=True,
    ),
    State(
        "cancelled", "Cancelled", "Ended", "tick-disc", "done", None,
        "The customer stays with its reseller.", closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("preparing", "won", "reseller_rep_work", "awaiting_issue", "awaiting_billing"),
    ("cancelled", "", "with_csm", "final_check", "switching"),
)

EFFECTS = {
    "task_customer_tells_reseller": "A task: the customer tells its reseller",
    "notice_reminder_sent": "A reminder to ask for the customer's notice",
    "reseller_rep_and_manager_involved": "Reseller Rep and Manager were told of a big group",
    "task_set_expired_shipments": "A task: set the expired shipments",
    "expired_shipment_set": "An expired shipment was set",
    "billing_reminder_set": "Billing is looked at regularly from here on",
    "billing_reminder_sent": "A reminder of what is not issued or billed",
    "task_switch": "A task: switch affiliation and access",
    "affiliation_updated": "The accounts belong to the enterprise",
    "access_removed": "Access of the reseller was taken away",
    "reseller_mail_sent": "The letter to the reseller went out",
    "reseller_mail_bounced": "The letter to the reseller came back",
    "task_other_contact": "A task: find another contact at the reseller",
    "csm_assigned": "A CSM was named",
    "deal_handed_over": "The CSM was told that the deal is theirs",
    "task_reverse_shipments": "A task: take back the expired shipments",
}
