"""A cancellation in a simulated month: the rep's mail comes in as mail, its plot is told at the present."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cancellations.actions import orders
from cancellations.demo.cast import Part, part, request
from cancellations.demo.finishing import wanted
from cancellations.demo.plots import MAIL, PLOTS, SE, Act
from cases.demo import Hand, Living, worked_on


def live(hand: Hand) -> Living:
    """Receives the request and tells its plot; a rep whose request has gaps may answer by mail."""
    random = hand.random
    plot, order = random.choice(PLOTS), part(hand.number, hand.number, random)
    orders.keep(order.number, order.record())
    given = request(order, plot, random)
    if not _received(hand, given, plot.by):
        return
    for act in plot.acts:
        yield timedelta(days=act.days * random.uniform(0.7, 1.6))
        _take(hand, act, order)
    if hand.case.state == "incomplete" and random.random() < 0.6:
        yield timedelta(days=random.uniform(0.2, 5))
        hand.write(given["sender"], _answer(order))
        yield timedelta(hours=random.uniform(1, 30))
        hand.act("cancel_billing", SE)
    yield from worked_on(hand, lambda case: wanted(case, order), days=(0.3, 2))


def _received(hand: Hand, given: dict[str, Any], role: str) -> bool:
    if role == MAIL:
        return hand.open_by_mail(given["sender"], given["subject"], given["body"])
    return hand.open(role, given)


def _take(hand: Hand, act: Act, order: Part) -> None:
    """One step; a second request and a mail that came back need more than a plot, and are left out."""
    data = dict(act.data)
    if act.name in {"again", "mark_bounced"}:
        return
    if isinstance(data.get("products"), int):
        data["products"] = list(order.products[: data["products"]])
    hand.act(act.name, act.by, data)


def _answer(order: Part) -> str:
    rows = [
        f"Client: {order.client}", f"Campaign: {order.campaign}", f"Titan order ID: {order.number}",
        f"Products: {'; '.join(order.products[:2])}",
    ]  # fmt: skip
    return "\n".join(["Sorry, here it is:", *rows, "Thanks"])
