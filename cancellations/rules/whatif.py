"""What would have changed the answer, found by asking the table again about changed facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from cancellations.rules import fit
from cancellations.rules.facts import CancellationFacts
from cancellations.rules.labels import FIELDS
from cancellations.rules.table import match, received
from cases.routing import Policy
from cases.words import listed

SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
MOST = 5


def counterfactuals(facts: CancellationFacts, policy: Policy) -> tuple[str, ...]:
    """Sentences for the nearest changes that lead to another row; at most five."""
    if facts.is_closed:
        return ()
    row = match(facts, policy)
    found = []
    for words, other in _changes(facts, policy):
        answer = match(other, policy)
        if answer != row:
            found.append(f"{words}: {answer.answer[:-1].lower()} (rule CX-{answer.number}).")
    return tuple(found[:MOST])


def _changes(facts: CancellationFacts, policy: Policy) -> Iterator[tuple[str, CancellationFacts]]:
    if facts.billing_cancelled_at is None:
        yield from _as_received(facts, policy)
    elif facts.fulfilment_cancelled_at is None:
        both = facts.changed(fulfilment_cancelled_at=SOME_TIME)
        yield "If Vision VX and Titan had confirmed", both
    else:
        yield "If the rep had been told", facts.changed(rep_informed_at=SOME_TIME)
        yield "If the invoices were adjusted", facts.changed(true_up_done_at=SOME_TIME)


def _as_received(facts: CancellationFacts, policy: Policy) -> Iterator[tuple[str, CancellationFacts]]:
    """Another order of the same client and campaign, without what is not on the order, and one gap fewer."""
    for near in facts.elsewhere:
        other = facts.changed(titan_order_id=near.titan_order_id, order=near, elsewhere=())
        if not fit.mismatches(other):
            yield f"If the Titan order ID were {near.titan_order_id}", other
    order = facts.order
    if order is not None and fit.mismatches(facts):
        named = f"If it were for {order.client}, campaign {order.campaign}"
        yield named, facts.changed(client=order.client, campaign=order.campaign)
    found = fit.gaps(facts, policy)
    if found.not_on_order:
        rest = tuple(one for one in facts.products if one not in found.not_on_order)
        yield f"Without {listed(found.not_on_order)}", facts.changed(products=rest)
    if received(facts, policy).number == 1 and order is not None:
        yield "If it asked for “all” products", facts.changed(products=(), all_products=True)
        yield f"Without the {FIELDS['titan_order_id']}", facts.changed(titan_order_id="", order=None)
    elif found.missing == ("products",) and order is not None:
        listed_ones = facts.changed(products=order.products, all_products=False)
        yield f"If it listed {listed(order.products)}", listed_ones
