"""The actions of a transition: who, when, with which input."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from affiliations import forms
from affiliations.actions import selling, shipping, switching
from affiliations.letters import RESELLER
from affiliations.rules import guards
from cases.kinds import Action

SALES = frozenset({"sales_rep"})
REP = frozenset({"reseller_rep"})
MANAGED = SALES | {"manager"}
SYSTEM = frozenset({"system"})

SELLING = (
    Action(
        "involve", _("Involve Reseller Rep and Manager"), _("Tells both of a big group that moves."),
        "involved Reseller Rep and Manager", SALES, None, run=selling.involve,
    ),
    Action(
        "reseller_notified", _("Reseller has been told"),
        _("Records, on the customer's word, that the reseller knows."), "recorded that the reseller knows",
        SALES, None, run=selling.reseller_notified,
    ),
    Action(
        "mark_won", _("Deal is won"), _("Records the deal as closed won."), "recorded the deal as won",
        MANAGED | {"order_system"}, forms.WonForm, guards.mark_won, selling.mark_won,
        personal=frozenset({"override_reason"}),
    ),
    Action(
        "inform_reseller_rep", _("Inform the reseller rep"), _("Hands over for the expired shipments."),
        "informed the reseller rep", SALES, None, guards.inform_reseller_rep, selling.inform_reseller_rep,
    ),
)  # fmt: skip

SHIPPING = (
    Action(
        "add_expired_shipment", _("Set an expired shipment"), _("Records the expired shipment of a group."),
        "set an expired shipment", REP, forms.ExpiredForm, guards.add_expired_shipment,
        shipping.add_expired_shipment,
    ),
    Action(
        "shipments_done", _("Expired shipments are set"), _("Goes on by what is issued and billed."),
        "finished the expired shipments", REP, forms.ShipmentsDoneForm, guards.shipments_done,
        shipping.shipments_done,
    ),
    Action(
        "all_billed", _("Everything is billed"), _("Lets the switch begin."), "saw that everything is billed",
        REP | SYSTEM, None, guards.nothing_open, shipping.all_billed, automatic=True,
    ),
    Action(
        "all_issued", _("Everything is issued"), _("Waits for billing from here on."),
        "saw that everything is issued", SYSTEM, None, guards.all_issued, automatic=True,
    ),
)  # fmt: skip

SWITCHING = (
    Action(
        "update_affiliation", _("Update the affiliation"),
        _("Moves all accounts to the enterprise affiliation."), "updated the affiliation", REP, None,
        guards.nothing_open, switching.update_affiliation,
    ),
    Action(
        "remove_access", _("Take access away"), _("Takes access from one user of the reseller, or from all."),
        "took access away", REP, forms.AccessForm, guards.nothing_open, switching.remove_access,
    ),
    Action(
        "send_reseller_mail", _("Write to the reseller"), _("Sends the letter with both names."),
        "wrote to the reseller", REP, forms.MailForm, guards.send_reseller_mail,
        switching.send_reseller_mail, personal=frozenset({"override_reason", "to"}), letters=(RESELLER,),
    ),
    Action(
        "finish_switch", _("Switch is done"), _("Hands the case to Sales for the final check."),
        "finished the switch", REP, None, guards.finish_switch,
    ),
)  # fmt: skip

ENDING = (
    Action(
        "assign_csm", _("Assign the CSM"), _("Hands the deal to the CSM; named earlier, at the end."),
        "assigned the CSM", MANAGED, forms.CsmForm, guards.assign_csm, selling.assign_csm,
    ),
    Action(
        "hand_over", _("Hand over to the CSM"), _("Gives the deal to the CSM who was named earlier."),
        "handed over to the CSM", SYSTEM, None, guards.assign_csm, selling.hand_over, automatic=True,
    ),
    Action(
        "cancel", _("Cancel the transition"), _("Ends it; expired shipments are taken back."),
        "cancelled the transition", MANAGED, forms.CancelForm, guards.cancel, selling.cancel,
        personal=frozenset({"reason"}), ends=_("Cancel {case}"),
    ),
)  # fmt: skip

ACTIONS = SELLING + SHIPPING + SWITCHING + ENDING
