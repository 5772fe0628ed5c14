"""A transition in a simulated month: one plot, told at the present."""

from __future__ import annotations

from datetime import timedelta

from affiliations.demo.cast import opening
from affiliations.demo.finishing import wanted
from affiliations.demo.plots import LETTER, PLOTS, SALES
from cases import clock
from cases.demo import Hand, Living, worked_on


def live(hand: Hand) -> Living:
    """Opens the transition and tells its plot, faster than the demo does; then it is worked on."""
    random = hand.random
    plot = random.choice(PLOTS)
    given = opening(hand.number, plot, random)
    if not hand.open(SALES, given, source=random.choice(("page", "api"))):
        return
    for act in plot.acts:
        yield timedelta(days=act.days * random.uniform(0.5, 1.3))
        data = dict(act.data)
        happened = clock.now() - timedelta(days=min(data.pop("days_ago", 0), act.days / 2))
        if act.group is not None:
            data["group"] = given["groups"][act.group]["name"]
        if act.name == LETTER:
            data = {"reseller_name": given["reseller"], "customer_name": given["customer"]}
        hand.act(act.name, act.by, data, at=happened)
    yield from worked_on(hand, wanted, looks=20)
