"""An order rebook in a simulated month: one plot, told at the present."""

from __future__ import annotations

from datetime import timedelta
from random import Random

from cases import clock
from cases.demo import Hand, Living, worked_on
from rebooks.demo.catalogue import PLOTS
from rebooks.demo.customers import amount, customers
from rebooks.demo.finishing import wanted
from rebooks.demo.playing import Tale, data_of, given_of, processed_at

CUSTOMERS = customers(Random(1))  # noqa: S311 - invented names in a fixed order, no secret


def live(hand: Hand) -> Living:
    """Opens the case and tells its plot; `late` steps become known some hours after they happened."""
    random, now = hand.random, clock.now()
    plot, customer = random.choice(PLOTS), CUSTOMERS[hand.number % len(CUSTOMERS)]
    processed = min(processed_at(plot, customer, now, random), now - timedelta(minutes=5))
    tale = Tale(plot, customer, hand.number, processed, now, amount(random, customer.currency), [])
    if not hand.open(plot.opener, given_of(tale), source=random.choice(("page", "page", "mail", "api"))):
        return
    for one in plot.acts(random):
        yield timedelta(hours=(one.hours + one.late) * random.uniform(0.8, 1.2))
        happened = max(clock.now() - timedelta(hours=one.late), processed)
        hand.act(one.name, one.by, data_of(tale, one, happened), at=happened)
    yield from worked_on(hand, lambda case: wanted(case, tale, random))
