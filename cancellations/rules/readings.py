"""How the points are read that the sources leave open: one sentence each, and where it is decided."""

from __future__ import annotations

from cases.marks import marked as _
from cases.routing import Reading

READINGS = (
    Reading(
        "CX-A1",
        _(
            "Client, campaign, Titan order ID and a product have to be named; the mail itself may "
            "tell the rest."
        ),
        "cancellations.rules.fit.missing",
        ("required_fields",),
    ),
    Reading(
        "CX-A2",
        _("“All products” is no list; the products are asked for one by one."),
        "cancellations.rules.fit.is_all",
        ("accept_all_products",),
    ),
    Reading(
        "CX-A3",
        _("The three steps keep their order, billing first."),
        "cancellations.rules.guards.cancel_fulfilment",
    ),
    Reading(
        "CX-A4",
        _("Fulfilment is one step with two confirmations: Vision VX and Titan."),
        "cancellations.actions.cancelling.cancel_fulfilment",
    ),
    Reading(
        "CX-A5",
        _("The last step has two parts, in any order: the rep is told, and the invoices are adjusted."),
        "cancellations.rules.guards.close",
    ),
    Reading(
        "CX-A6",
        _("There is no deadline, only reminders."),
        "cancellations.rules.timers.stale_at",
        ("stale_days",),
    ),
    Reading(
        "CX-A7",
        _("What was delivered before the cancellation stays billed; only the rest is credited."),
        "cancellations.rules.facts.InvoiceLine.credit",
    ),
    Reading(
        "CX-A8",
        _("Client, campaign and Titan order ID have to fit together, by the order's own ID."),
        "cancellations.rules.fit.mismatches",
    ),
    Reading(
        "CX-A9",
        _(
            "The same mail is ignored; another one about the same order and products is a duplicate, "
            "and the rep "
            "is told how it stands."
        ),
        "cancellations.actions.receiving.same_request",
    ),
)
