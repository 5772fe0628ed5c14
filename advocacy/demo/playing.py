"""Playing the plots at past instants, with the timed steps firing and the letters going out when they did."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from advocacy.demo.cast import filled, opening
from advocacy.demo.plots import PLOTS, Act, Plot
from advocacy.models import AdvocateCase
from cases import clock, deadlines, demo, outbox
from cases.demo import Cast
from cases.models import User

EVERY = 7
KIND, ROLE = "advocate", "advocate"
SOON = timedelta(seconds=40)


def seed(count: int = 300, now: datetime | None = None, number: int = 20_260_106) -> list[str]:
    """Makes a seventh of `count` tickets around `now`; answers their references. One transaction."""
    moment = now or clock.now()
    random = Random(number)  # noqa: S311 - the demo's cases are to be the same every time, not secret
    with transaction.atomic():
        cast = Cast(random, demo.people_by_role())
        return [
            _play(index, PLOTS[index % len(PLOTS)], moment, cast) for index in range(max(1, count // EVERY))
        ]


def _play(index: int, plot: Plot, now: datetime, cast: Cast) -> str:
    """Opens the ticket and tells its steps; the last of them lies as far back as the plot says."""
    random = cast.random
    total = sum(act.days for act in plot.acts) + random.uniform(*plot.age)
    at = (now - timedelta(days=total)).replace(second=0, microsecond=0)
    case = demo.opened(
        KIND, opening(index, plot, random), at, actor=cast.person(ROLE), as_role=ROLE,
        source=random.choice(("page", "page", "api")),
    )  # fmt: skip
    for act in plot.acts:
        _let_pass(case, at, at + timedelta(days=act.days))
        at += timedelta(days=act.days)
        with clock.fixed_at(at):
            _take(case, act, at, random, cast.person(act.by))
    _let_pass(case, at, now)
    cast.take_on(case, now)
    return str(case.reference)


def _let_pass(case: AdvocateCase, start: datetime, end: datetime) -> None:
    """What was due by then happened, and what was written went out, each a moment after its time."""
    moment = start
    while True:
        waiting = case.messages.filter(status="pending").order_by("created_at").first()
        row = deadlines.due(end, [case.pk]).first()
        instants = [waiting.created_at + SOON] if waiting else []
        instants += [row.next_attempt_at + demo.FIRED_AFTER] if row else []
        if not instants:
            return
        moment = max(moment, min(*instants, end))
        with clock.fixed_at(moment):
            fired = deadlines.run_pass(cases=[case.pk])
            sent = outbox.drain(cases=[case.pk])
        if not fired.any and not sent:
            return


def _take(case: AdvocateCase, act: Act, at: datetime, random: Random, who: User | None) -> None:
    """One step, with instants and dates that count from it."""
    data = filled(dict(act.data), random)
    happened = at - timedelta(days=data.pop("days_ago", 0))
    data = {name: _timed(value, at) for name, value in data.items()}
    demo.done(case, act.name, act.by, data, actor=who, at=happened)


def _timed(value: Any, at: datetime) -> Any:
    if value == "@":
        return at.isoformat()
    if isinstance(value, str) and value.startswith("+") and len(value) <= 3:
        return (at + timedelta(days=int(value))).date().isoformat()
    return value
