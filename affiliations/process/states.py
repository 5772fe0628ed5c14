"""The states of a transition with everything said about them, and how the map lays them out."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from cases.kinds import State

SALES, REP = "sales", "reseller_success"
STATES = (
    State(
        "preparing", _("Preparing"), _("With Sales"), "dashed-ring", "now", SALES,
        _("The customer tells its reseller; a big group is told to Reseller Rep and Manager."),
        attention_hours=168, waiting_for=_("The deal to be won"),
    ),
    State(
        "won", _("Won"), _("With Sales"), "ring", "now", SALES,
        _("The deal is won; the reseller rep is informed next."),
        attention_hours=24, waiting_for=_("The reseller rep to be informed"),
    ),
    State(
        "reseller_rep_work", _("Expired shipments"), _("With the reseller rep"), "half", "now", REP,
        _("Each group gets its expired shipment."),
        attention_hours=48, waiting_for=_("An expired shipment for each group"),
    ),
    State(
        "awaiting_issue", _("Waiting for the issue"), _("Waiting for shipping"), "hourglass", "wait", REP,
        _("The last set of some groups is still to be issued."),
        attention_hours=336, waiting_for=_("The last sets to be issued"),
    ),
    State(
        "awaiting_billing", _("Waiting for billing"), _("Waiting for billing"), "hourglass", "wait", REP,
        _("Something is still to be billed, or to be issued and billed."),
        attention_hours=336, waiting_for=_("Everything to be billed"),
    ),
    State(
        "switching", _("Switching"), _("With the reseller rep"), "half", "now", REP,
        _("Affiliation and access change, and the reseller is written to."),
        attention_hours=48, waiting_for=_("Affiliation, access and letter"),
    ),
    State(
        "final_check", _("Final check"), _("With Sales"), "half", "now", SALES,
        _("Issue and letter are looked at once more before the CSM takes over."),
        attention_hours=24, waiting_for=_("The CSM to be named"),
    ),
    State(
        "with_csm", _("With the CSM"), _("Done"), "tick-disc", "done", "csm",
        _("The customer has its affiliation, and the CSM has the deal."), closed=True,
    ),
    State(
        "cancelled", _("Cancelled"), _("Ended"), "tick-disc", "done", None,
        _("The customer stays with its reseller."), closed=True,
    ),
)  # fmt: skip

MAP_ROWS = (
    ("preparing", "won", "reseller_rep_work", "awaiting_issue", "awaiting_billing"),
    ("cancelled", "", "with_csm", "final_check", "switching"),
)

EFFECTS = {
    "task_customer_tells_reseller": _("A task: the customer tells its reseller"),
    "notice_reminder_sent": _("A reminder to ask for the customer's notice"),
    "reseller_rep_and_manager_involved": _("Reseller Rep and Manager were told of a big group"),
    "task_set_expired_shipments": _("A task: set the expired shipments"),
    "expired_shipment_set": _("An expired shipment was set"),
    "billing_reminder_set": _("Billing is looked at regularly from here on"),
    "billing_reminder_sent": _("A reminder of what is not issued or billed"),
    "task_switch": _("A task: switch affiliation and access"),
    "affiliation_updated": _("The accounts belong to the enterprise"),
    "access_removed": _("Access of the reseller was taken away"),
    "reseller_mail_sent": _("The letter to the reseller went out"),
    "reseller_mail_bounced": _("The letter to the reseller came back"),
    "task_other_contact": _("A task: find another contact at the reseller"),
    "csm_assigned": _("A CSM was named"),
    "deal_handed_over": _("The CSM was told that the deal is theirs"),
    "task_reverse_shipments": _("A task: take back the expired shipments"),
}
