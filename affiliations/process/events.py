"""What shipping, billing, mail and the sales system report about a transition."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from affiliations import forms
from affiliations.actions import selling, shipping, switching
from cases.kinds import Event

REP = frozenset({"reseller_rep"})

EVENTS = (
    Event(
        "issued", _("Last set issued"), _("Records that the last set of a group is issued."),
        "reported the last set as issued", REP | {"shipping"}, forms.GroupForm, shipping.issued,
    ),
    Event(
        "billed", _("Group billed"), _("Records that a group is billed."), "reported a group as billed",
        REP | {"billing"}, forms.GroupForm, shipping.billed,
    ),
    Event(
        "shipment_added", _("New shipment"),
        _("Records more badges of a group: it is pending and unbilled again."), "reported a new shipment",
        REP | {"shipping"}, forms.ShipmentForm, shipping.shipment_added,
    ),
    Event(
        "mail_bounced", _("Letter came back"), _("Records that the letter to the reseller came back."),
        "reported that the letter came back", REP | {"mail"}, forms.BouncedForm, switching.mail_bounced,
    ),
    Event(
        "deal_lost", _("Deal lost"), _("Ends the transition, unless the affiliation is updated already."),
        "reported the deal as lost", frozenset({"sales_rep", "manager", "order_system"}), forms.DealLostForm,
        selling.deal_lost,
    ),
)  # fmt: skip
