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
from cases.models import OutboxMessage, User
from cases.teams import TEAMS
from cases.workflow import advance, open_case, record

KIND = "cancellation"
EVERY = 7.5  # one case for so many of the demo's: about forty
People = dict[str, list[User]]


def seed(count: int = 300, now: datetime | None = None, number: int = 20_260_104) -> list[str]:
    """Makes about an eighth of `count` cancellations around `now`; answers their references.

    Runs in one transaction.
    """
    moment = now or clock.now()
    random = Random(number)  # noqa: S311 - the demo's cases are to be the same every time, not secret
    with transaction.atomic():
        people, there = demo.people_by_role(), CancellationCase.objects.count()
        references = [
            _play(part(index, there + index, random), PLOTS[index % len(PLOTS)], moment, random, people)
            for index in range(max(1, int(count / EVERY)))
        ]
        demo.count_as_sent(references, moment)
    return references


def _play(order: Part, plot: Plot, now: datetime, random: Random, people: People) -> str:
    """Receives the request and tells its steps; the last of them lies as far back as the plot says."""
    total = sum(act.days for act in plot.acts) + random.uniform(*plot.age)
    at = (now - timedelta(days=total)).replace(second=0, microsecond=0)
    given = request(order, plot, random)
    with clock.fixed_at(at):
        orders.keep(order.number, order.record())
        case = _received(given, plot.by, _somebody(plot.by, random, people))
    for act in plot.acts:
        at += timedelta(days=act.days)
        demo.fire_until(case, at)
        with clock.fixed_at(at):
            _take(case, act, order, given, _somebody(act.by, random, people))
    demo.fire_until(case, now)
    _take_on(case, now, random, people)
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
    kind = registry.get_kind(KIND)
    if act.name in {event.name for event in kind.events}:
        outcome = record(case.reference, act.name, None, actor=who, as_role=act.by, data=data)
    else:
        outcome = advance(case.reference, act.name, actor=who, as_role=act.by, data=data, strict=True)
    assert outcome.ok, (act.name, outcome.refusals)


def _bounced(case: CancellationCase) -> dict[str, str]:
    """The last mail to the rep, which went out and came back."""
    rows = OutboxMessage.objects.filter(case_id=case.pk, channel="mail").order_by("-pk")
    row = rows[0]
    rows.filter(pk=row.pk).update(status=OutboxMessage.Status.SENT, sent_at=clock.now())
    return {"message": row.number, "reason": "550 no such mailbox"}


def _somebody(role: str, random: Random, people: People) -> User | None:
    """Somebody who holds the role; nobody (then the role itself acts) where nobody does."""
    held = people.get(role)
    return random.choice(held) if held else None


def _take_on(case: CancellationCase, now: datetime, random: Random, people: People) -> None:
    """An owner for about half of the open cases."""
    found = CancellationCase.objects.get(pk=case.pk)
    chance = random.random()
    if found.is_closed or found.team is None or chance >= 0.5:
        return
    members = [user for role in TEAMS[found.team].roles for user in people.get(role, [])]
    if members:
        with clock.fixed_at(min(now, found.updated_at + timedelta(minutes=6))):
            advance(case.reference, "claim", actor=random.choice(members))
