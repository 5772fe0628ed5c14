"""Playing the plots: through the door, at past instants, with the timed steps firing when they were due."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from cancellations.actions import orders
from cancellations.demo.cast import Part, part, request
from cancellations.demo.plots import PLOTS, Act, Plot
from cancellations.models import CancellationCase
from cases import clock, demo, registry
from cases.demo import Cast
from cases.models import OutboxMessage, User
from cases.workflow import open_case

KIND = "cancellation"
EVERY = 7.5  # one case for so many of the demo's: about forty


def seed(count: int = 300, now: datetime | None = None, number: int = 20_260_104) -> list[str]:
    """Makes about an eighth of `count` cancellations around `now`; answers their references.

    Runs in one transaction.
    """
    moment = now or clock.now()
    random = Random(number)  # noqa: S311 - the demo's cases are to be the same every time, not secret
    with transaction.atomic():
        cast, there = Cast(random, demo.people_by_role()), CancellationCase.objects.count()
        references = [
            _play(part(index, there + index, random), PLOTS[index % len(PLOTS)], moment, cast)
            for index in range(max(1, int(count / EVERY)))
        ]
        demo.count_as_sent(references, moment)
    return references


def _play(order: Part, plot: Plot, now: datetime, cast: Cast) -> str:
    """Receives the request and tells its steps; the last of them lies as far back as the plot says."""
    random = cast.random
    total = sum(act.days for act in plot.acts) + random.uniform(*plot.age)
    at = (now - timedelta(days=total)).replace(second=0, microsecond=0)
    given = request(order, plot, random)
    with clock.fixed_at(at):
        orders.keep(order.number, order.record())
        case = _received(given, plot.by, cast.person(plot.by))
    for act in plot.acts:
        at += timedelta(days=act.days)
        demo.fire_until(case, at)
        with clock.fixed_at(at):
            _take(case, act, order, given, cast.person(act.by))
    demo.fire_until(case, now)
    cast.take_on(case, now)
    return str(case.reference)


def _received(given: dict[str, Any], role: str, who: User | None) -> Any:
    source = "mail" if role == "mail" else "page"
    outcome = open_case(registry.get_kind(KIND), given, actor=who, as_role=role, strict=True, source=source)
    assert outcome.ok, outcome.refusals
    return outcome.case


def _take(case: CancellationCase, act: Act, order: Part, given: dict[str, Any], who: User | None) -> None:
    """One step, with what it is about filled in from the order and the mails."""
    data = dict(act.data)
    if act.name == "again":
        name = data["message_id"].format(n=case.pk)
        _received(given | {"message_id": name}, act.by, who)
        return
    if isinstance(data.get("products"), int):
        data["products"] = list(order.products[: data["products"]])
    if act.name == "mark_bounced":
        data = _bounced(case)
    demo.done(case, act.name, act.by, data, actor=who)


def _bounced(case: CancellationCase) -> dict[str, str]:
    """The last mail to the rep, which went out and came back."""
    rows = OutboxMessage.objects.filter(case_id=case.pk, channel="mail").order_by("-pk")
    row = rows[0]
    rows.filter(pk=row.pk).update(status=OutboxMessage.Status.SENT, sent_at=clock.now())
    return {"message": row.number, "reason": "550 no such mailbox"}
