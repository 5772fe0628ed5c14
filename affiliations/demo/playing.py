"""Playing the plots: through the door, at past instants, with the timed steps firing when they were due."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from affiliations.demo.cast import opening
from affiliations.demo.plots import LETTER, PLOTS, SALES, Act, Plot
from affiliations.models import AffiliationCase
from cases import clock, demo
from cases.demo import Cast
from cases.models import User

EVERY = 7


def seed(count: int = 300, now: datetime | None = None, number: int = 20_260_103) -> list[str]:
    """Makes a seventh of `count` transitions around `now`; answers their references.

    Runs in one transaction.
    """
    moment = now or clock.now()
    random = Random(number)  # noqa: S311 - the demo's cases are to be the same every time, not secret
    with transaction.atomic():
        cast = Cast(random, demo.people_by_role())
        references = [
            _play(index, PLOTS[index % len(PLOTS)], moment, cast) for index in range(max(1, count // EVERY))
        ]
        demo.count_as_sent(references, moment)
    return references


def _play(index: int, plot: Plot, now: datetime, cast: Cast) -> str:
    """Opens the case and tells its steps; the last of them lies as far back as the plot says."""
    random = cast.random
    total = sum(act.days for act in plot.acts) + random.uniform(*plot.age)
    at = (now - timedelta(days=total)).replace(second=0, microsecond=0)
    given = opening(index, plot, random)
    case = demo.opened(
        "affiliation", given, at, actor=cast.person(SALES), as_role=SALES,
        source=random.choice(("page", "page", "api")),
    )  # fmt: skip
    for act in plot.acts:
        at += timedelta(days=act.days)
        demo.fire_until(case, at)
        with clock.fixed_at(at):
            _take(case, act, given, at, cast.person(act.by))
    demo.fire_until(case, now)
    cast.take_on(case, now)
    return str(case.reference)


def _take(case: AffiliationCase, act: Act, given: dict[str, Any], at: datetime, who: User | None) -> None:
    """One step, with what it is about filled in from the case's own facts."""
    data = dict(act.data)
    happened = at - timedelta(days=data.pop("days_ago", 0))
    if act.group is not None:
        data["group"] = given["groups"][act.group]["name"]
    if act.name == LETTER:
        data = {"reseller_name": given["reseller"], "customer_name": given["customer"]}
    demo.done(case, act.name, act.by, data, actor=who, at=happened)
