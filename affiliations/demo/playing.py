"""Playing the plots: through the door, at past instants, with the timed steps firing when they were due."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from affiliations.demo.cast import opening
from affiliations.demo.plots import LETTER, PLOTS, SALES, Act, Plot
from affiliations.models import AffiliationCase
from cases import clock, demo, registry
from cases.models import User
from cases.teams import TEAMS
from cases.workflow import advance, record

EVERY = 7
People = dict[str, list[User]]


def seed(count: int = 300, now: datetime | None = None, number: int = 20_260_103) -> list[str]:
    """Makes a seventh of `count` transitions around `now`; answers their references.

    Runs in one transaction.
    """
    moment = now or clock.now()
    random = Random(number)  # noqa: S311 - the demo's cases are to be the same every time, not secret
    with transaction.atomic():
        people = demo.people_by_role()
        references = [
            _play(index, PLOTS[index % len(PLOTS)], moment, random, people)
            for index in range(max(1, count // EVERY))
        ]
        demo.count_as_sent(references, moment)
    return references


def _play(index: int, plot: Plot, now: datetime, random: Random, people: People) -> str:
    """Opens the case and tells its steps; the last of them lies as far back as the plot says."""
    total = sum(act.days for act in plot.acts) + random.uniform(*plot.age)
    at = (now - timedelta(days=total)).replace(second=0, microsecond=0)
    given = opening(index, plot, random)
    case = demo.opened(
        "affiliation", given, at, actor=_somebody(SALES, random, people), as_role=SALES,
        source=random.choice(("page", "page", "api")),
    )  # fmt: skip
    for act in plot.acts:
        at += timedelta(days=act.days)
        demo.fire_until(case, at)
        with clock.fixed_at(at):
            _take(case, act, given, at, _somebody(act.by, random, people))
    demo.fire_until(case, now)
    _take_on(case, now, random, people)
    return str(case.reference)


def _take(case: AffiliationCase, act: Act, given: dict[str, Any], at: datetime, who: User | None) -> None:
    """One step, with what it is about filled in from the case's own facts."""
    data = dict(act.data)
    happened = at - timedelta(days=data.pop("days_ago", 0))
    if act.group is not None:
        data["group"] = given["groups"][act.group]["name"]
    if act.name == LETTER:
        data = {"reseller_name": given["reseller"], "customer_name": given["customer"]}
    kind = registry.get_kind("affiliation")
    if act.name in {event.name for event in kind.events}:
        outcome = record(case.reference, act.name, happened, actor=who, as_role=act.by, data=data)
    else:
        outcome = advance(case.reference, act.name, actor=who, as_role=act.by, data=data, strict=True)
    assert outcome.ok, (act.name, outcome.refusals)


def _somebody(role: str, random: Random, people: People) -> User | None:
    """Somebody who holds the role; nobody (then the role itself acts) where nobody does."""
    held = people.get(role)
    return random.choice(held) if held else None


def _take_on(case: AffiliationCase, now: datetime, random: Random, people: People) -> None:
    """An owner for about half of the open cases."""
    found = AffiliationCase.objects.get(pk=case.pk)
    chance = random.random()
    if found.is_closed or found.team is None or chance >= 0.5:
        return
    members = [user for role in TEAMS[found.team].roles for user in people.get(role, [])]
    if members:
        with clock.fixed_at(min(now, found.updated_at + timedelta(minutes=6))):
            advance(case.reference, "claim", actor=random.choice(members))
