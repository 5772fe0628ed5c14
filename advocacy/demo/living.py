"""An advocate case in a simulated month: one plot, told at the present; some customers answer by mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from advocacy.demo.cast import filled, opening
from advocacy.demo.finishing import wanted
from advocacy.demo.plots import ADVOCATE, PLOTS
from cases import clock
from cases.demo import Hand, Living, worked_on


def live(hand: Hand) -> Living:
    """Opens the ticket and tells its plot; every sixth customer writes to us; then it is worked on."""
    random = hand.random
    plot = random.choice(PLOTS)
    given = opening(hand.number, plot, random)
    # Each ticket is a unit of its own: only the same product twice in a household would be refused.
    given["product"] = f"{given['product']}, unit {hand.number}"
    if not hand.open(ADVOCATE, given, source=random.choice(("page", "api"))):
        return
    for act in plot.acts:
        yield timedelta(days=min(act.days, 12) * random.uniform(0.9, 1.3))
        now = clock.now()
        data = filled(dict(act.data), random)
        happened = now - timedelta(days=data.pop("days_ago", 0))
        hand.act(act.name, act.by, {name: _timed(value, now) for name, value in data.items()}, at=happened)
    if random.random() < 0.17:
        yield timedelta(days=random.uniform(0.5, 6))
        hand.write(given["customer_email"], "Hello, the unit is still not right. Please call me.")
    yield from worked_on(hand, lambda case: wanted(case, random), looks=16)


def _timed(value: Any, now: datetime) -> Any:
    """The value, with `@` and `+n` days as the instant and the date that they stand for."""
    if value == "@":
        return now.isoformat()
    if isinstance(value, str) and value.startswith("+") and len(value) <= 3:
        return (now + timedelta(days=int(value))).date().isoformat()
    return value
