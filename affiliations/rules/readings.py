"""How the points are read that the sources leave open: one sentence each, and where it is decided."""

from __future__ import annotations

from cases.marks import marked as _
from cases.routing import Reading

READINGS = (
    Reading(
        "AF-A1",
        _("From 200 badges on a group is big, 200 included."),
        "affiliations.rules.table.is_big",
        ("big_group", "inclusive"),
    ),
    Reading(
        "AF-A2",
        _("The badges of all accounts that move together are counted."),
        "affiliations.rules.facts.AffiliationFacts.badges",
    ),
    Reading(
        "AF-A3",
        _("They are counted when the reseller rep is involved, and again when the deal is won."),
        "affiliations.rules.guards.mark_won",
    ),
    Reading(
        "AF-A4",
        _(
            "Where the last set is not issued, the expired shipment holds what is still pending, and "
            "no second "
            "one follows."
        ),
        "affiliations.rules.facts.Group.expired_wanted",
    ),
    Reading(
        "AF-A5",
        _("Once everything is issued and billed the switch is made at once."),
        "affiliations.rules.guards.nothing_open",
    ),
    Reading(
        "AF-A6",
        _("The reseller is written to once the expired shipments are set, before billing."),
        "affiliations.rules.guards.send_reseller_mail",
        ("mail_before_billing",),
    ),
    Reading(
        "AF-A7",
        _("Issue is looked at when the shipments are set, and again before the CSM takes over."),
        "affiliations.rules.guards.assign_csm",
    ),
    Reading(
        "AF-A8",
        _("The CSM is named at the end."),
        "affiliations.rules.guards.assign_csm",
        ("csm_when",),
    ),
    Reading(
        "AF-A9",
        _("We ask the customer to tell the reseller first; a letter without that is flagged."),
        "affiliations.rules.guards.send_reseller_mail",
        ("notice_required_for_mail",),
    ),
    Reading(
        "AF-A10",
        _("Billing is looked at every seven days."),
        "affiliations.rules.timers.series",
        ("billing_check_days", "notice_nudge_days"),
    ),
    Reading(
        "AF-A11",
        _("Fees for badges that do not come back are billed to the customer, and hold nothing up."),
        "affiliations.rules.facts.AffiliationFacts.unbilled",
        proof="test_issue_and_billing_decide_where_it_goes",
    ),
    Reading(
        "AF-A12",
        _(
            "A big deal is won once Reseller Rep and Manager are involved; a manager may override "
            "with a reason."
        ),
        "affiliations.rules.guards.mark_won",
        ("big_group_blocks",),
    ),
    Reading(
        "AF-A13",
        _("The running contract with the reseller decides which set is the last."),
        "affiliations.rules.facts.Group",
        proof="test_issue_and_billing_decide_where_it_goes",
    ),
    Reading(
        "AF-A14",
        _("Issue is judged group by group."),
        "affiliations.rules.guards.all_issued",
    ),
    Reading(
        "AF-A15",
        _("The reminder runs for what is pending and for what is not billed."),
        "affiliations.rules.timers.plan",
    ),
)
