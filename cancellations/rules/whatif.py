"""What would have changed the answer, found by asking the table again about changed facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from cancellations.rules import fit
from cancellations.rules.facts import CancellationFacts, Order
from cancellations.rules.labels import FIELDS
from cancellations.rules.table import match, received
from cases.nearest import Turn, nearest
from cases.routing import Policy
from cases.words import clauses, listed

SOME_TIME = datetime(2000, 1, 1, tzinfo=UTC)
MOST = 5
Turns = Iterator[Turn[CancellationFacts]]


def counterfactuals(facts: CancellationFacts, policy: Policy) -> tuple[str, ...]:
    """Sentences for the nearest changes that lead to another row; at most five."""
    if facts.is_closed:
        return ()
    found = nearest(facts, tuple(turns(facts, policy)), partial(match, policy=policy))
    return tuple(
        f"{clauses(one.words)}: {one.outcome.answer[:-1].lower()} (rule CX-{one.outcome.number})."
        for one in found[:MOST]
    )


def turns(facts: CancellationFacts, policy: Policy) -> Turns:
    """What could be otherwise: what the request says until billing is cancelled, later what is done."""
    if facts.billing_cancelled_at is None:
        yield from _as_received(facts, policy)
    elif facts.fulfilment_cancelled_at is None:
        yield _turn("If Vision VX and Titan had confirmed", fulfilment_cancelled_at=SOME_TIME)
    else:
        yield _turn("If the rep had been told", rep_informed_at=SOME_TIME)
        yield _turn("If the invoices were adjusted", true_up_done_at=SOME_TIME)


def _turn(words: str, **values: Any) -> Turn[CancellationFacts]:
    return Turn(words, lambda facts: facts.changed(**values))


def _as_received(facts: CancellationFacts, policy: Policy) -> Turns:
    """Another order of the same client and campaign, the order's own words, and other products."""
    for near in facts.elsewhere:
        other = facts.changed(titan_order_id=near.titan_order_id, order=near, elsewhere=())
        if not fit.mismatches(other):
            words = f"If the Titan order ID were {near.titan_order_id}"
            yield _turn(words, titan_order_id=near.titan_order_id, order=near, elsewhere=())
    order = facts.order
    if order is not None:
        yield from _named_as_on(facts, order)
        yield from _products_of(facts, order)
        if received(facts, policy).number == 1:
            yield _turn("If it asked for “all” products", products=(), all_products=True)
            yield _turn(f"Without the {FIELDS['titan_order_id']}", titan_order_id="", order=None)
    elif len(facts.elsewhere) == 1:
        yield from _products_of(facts, facts.elsewhere[0])


def _named_as_on(facts: CancellationFacts, order: Order) -> Turns:
    """The order's client and campaign: both where one is another, else each that is not named."""
    if fit.mismatches(facts):
        words = f"If it were for {order.client}, campaign {order.campaign}"
        yield _turn(words, client=order.client, campaign=order.campaign)
        return
    for name in ("client", "campaign"):
        if not getattr(facts, name).strip():
            told = getattr(order, name)
            yield _turn(f"If it named the {FIELDS[name]} {told}", **{name: told})


def _products_of(facts: CancellationFacts, order: Order) -> Turns:
    """Only products of the order; those that it has where none are listed."""
    off = tuple(one for one in facts.products if not order.has(one))
    if off:
        rest = tuple(one for one in facts.products if one not in off)
        yield _turn(f"Without {listed(off)}", products=rest)
    if order.products and (not facts.products or facts.all_products):
        yield _turn(f"If it listed {listed(order.products)}", products=order.products, all_products=False)
