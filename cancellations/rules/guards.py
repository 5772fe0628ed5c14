"""The guards of every action: all conditions, met and unmet, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cancellations.rules import fit
from cancellations.rules.facts import CancellationFacts
from cases.routing import Asked, Check
from cases.words import listed

ENABLEMENT = ("sales_enablement",)
REP = ("rep", "mail", "sales_enablement")
ONLY = "Only Central Sales Enablement may do this."
BILLING_FIRST, FULFILMENT_FIRST = "Cancel billing first.", "Cancel fulfilment first."


def cancel_billing(asked: Asked) -> Sequence[Check]:
    """Nothing is missing, and everything belongs together (CX-A1, CX-A8)."""
    return tuple(_gaps(asked))


def _gaps(asked: Asked) -> Iterator[Check]:
    facts: CancellationFacts = asked.facts
    found = fit.gaps(facts, asked.policy)
    yield Check(
        "CX_MISSING",
        not found.missing,
        f"Still missing: {fit.field_labels(found.missing)}.",
        "Client, campaign, Titan order ID and products are named.",
        who=REP,
    )
    fitting = "Client, campaign and Titan order ID belong together."
    for sentence in found.mismatch:
        yield Check("CX_MISMATCH", met=False, message=sentence, who=REP)
    if not found.mismatch:
        fits = fit.order_of(facts, asked.policy) is not None
        met = fitting if fits else "Nothing that is named speaks against the order."
        yield Check("CX_MISMATCH", met=True, message=fitting, met_message=met)
    yield Check(
        "CX_NOT_ON_ORDER",
        not found.not_on_order,
        fit.not_on_order(facts, found.not_on_order),
        "Every named product is on the order.",
        who=REP,
    )


def _billing(facts: CancellationFacts) -> Check:
    done = facts.billing_cancelled_at is not None
    return Check("CX_ORDER", done, BILLING_FIRST, "Billing is cancelled.", who=ENABLEMENT)


def _fulfilment(facts: CancellationFacts) -> Check:
    """Billing first, then fulfilment (CX-A3)."""
    if facts.billing_cancelled_at is None:
        return _billing(facts)
    done = facts.fulfilment_cancelled_at is not None
    return Check("CX_ORDER", done, FULFILMENT_FIRST, "Fulfilment is cancelled.", who=ENABLEMENT)


def cancel_fulfilment(asked: Asked) -> Sequence[Check]:
    """Billing stops first, so that nothing wrong is invoiced meanwhile (CX-A3)."""
    return (_billing(asked.facts),)


def after_fulfilment(asked: Asked) -> Sequence[Check]:
    """Telling the rep and adjusting the invoices, in any order, once both are cancelled (CX-A3, CX-A5)."""
    return (_fulfilment(asked.facts),)


def close(asked: Asked) -> Sequence[Check]:
    """Everything is done: fulfilment cancelled, the rep told, the invoices adjusted (CX-A5)."""
    facts: CancellationFacts = asked.facts
    names = listed(facts.products) or "the order"
    return (
        _fulfilment(facts),
        Check(
            "CX_REP",
            facts.rep_informed_at is not None,
            "The rep has not been told.",
            "The rep has been told.",
            who=ENABLEMENT,
        ),
        Check(
            "CX_TRUE_UP",
            facts.true_up_done_at is not None,
            f"Invoices of {names} not adjusted.",
            "The invoices are adjusted.",
            who=ENABLEMENT,
        ),
    )


def withdraw(asked: Asked) -> Sequence[Check]:
    """Until billing is cancelled."""
    return (
        Check(
            "CX_TOO_LATE",
            asked.facts.billing_cancelled_at is None,
            "Billing is cancelled; a new order is needed.",
            "Billing is not cancelled yet.",
        ),
    )
