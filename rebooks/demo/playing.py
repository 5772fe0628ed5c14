"""Playing the plots: through the door, at past instants, with the timed steps firing when they were due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction

from cases import clock, demo, registry
from cases.demo import Cast
from cases.money import smallest_unit
from cases.workflow import Outcome, advance, open_case, perform
from cases.worktime import first_instant_of, local_date
from rebooks.demo.catalogue import PLOTS
from rebooks.demo.customers import Customer, amount, customers
from rebooks.demo.plots import REQUEST, Act, Plot
from rebooks.models import RebookCase

KIND = "rebook"
NOTES = (
    "Called twice, they ring back tomorrow.",
    "Their buyer is Jo; best reached in the morning.",
    "Invoice is on hold until this is settled.",
    "Same customer as last spring, see the opportunity's history.",
)


@dataclass
class Tale:
    """One plot with its instants: `steps` are (when it is entered, when it happened, what)."""

    plot: Plot
    customer: Customer
    number: int
    processed: datetime
    opened: datetime
    amount: Decimal
    steps: list[tuple[datetime, datetime, Act]]
    reference: str = ""


def seed(count: int = 300, now: datetime | None = None, number: int = 20_260_101) -> list[str]:
    """Makes `count` cases around `now`; answers their references. The same `number`, the same cases.

    Runs in one transaction. Messages count as sent shortly after they were written.
    """
    moment = now or clock.now()
    random = Random(number)  # noqa: S311 - the demo's cases are to be the same every time, not secret
    with transaction.atomic():
        cast = Cast(random, demo.people_by_role())
        references = [_play(tale, moment, cast) for tale in _tales(count, moment, random)]
        demo.count_as_sent(references, moment)
    return references


def _tales(count: int, now: datetime, random: Random) -> list[Tale]:
    """One tale after another over the plots, in the order of their openings."""
    everybody = customers(random)
    tales = [
        _tale(PLOTS[index % len(PLOTS)], everybody[index % len(everybody)], index, now, random)
        for index in range(count)
    ]
    return sorted(tales, key=lambda tale: (tale.opened, tale.number))


def _tale(plot: Plot, customer: Customer, index: int, now: datetime, random: Random) -> Tale:
    acts = plot.acts(random)
    age = timedelta(hours=random.choice(plot.ages) * random.uniform(0.9, 1.1))
    if plot.month == "in":
        age = _same_month(now - age, random, now)
    told = sum((timedelta(hours=one.hours + one.late) for one in acts), timedelta())
    opened = now - age - told
    processed = processed_at(plot, customer, opened, random)
    return Tale(
        plot, customer, index, processed, opened, amount(random, customer.currency),
        list(_instants(acts, opened, processed)),
    )  # fmt: skip


def _same_month(wanted: datetime, random: Random, now: datetime) -> timedelta:
    """An age that puts what is to happen inside one month early enough after its first day."""
    if wanted.day < 3:
        wanted -= timedelta(days=4 + random.randrange(10))
    return now - wanted


def processed_at(plot: Plot, customer: Customer, opened: datetime, random: Random) -> datetime:
    """When the order was processed: hours before, in the month of the request, or in the month before."""
    start = first_instant_of(local_date(opened, customer.zone).replace(day=1), customer.zone)
    if plot.month == "before":
        return _minutes(start - timedelta(hours=random.uniform(20, 400)))
    if plot.month == "in":
        return _minutes(max(start + timedelta(hours=9), opened - timedelta(hours=random.uniform(20, 500))))
    return _minutes(opened - timedelta(hours=plot.since * random.uniform(0.2, 0.8)))


def _minutes(instant: datetime) -> datetime:
    return instant.replace(second=0, microsecond=0)


def _instants(
    acts: list[Act], opened: datetime, processed: datetime
) -> Iterator[tuple[datetime, datetime, Act]]:
    """When each step happened, and when it became known."""
    at = opened
    for one in acts:
        happened = at + timedelta(hours=one.hours)
        at = happened + timedelta(hours=one.late)
        yield at, max(happened, processed), one


def _play(tale: Tale, now: datetime, cast: Cast) -> str:
    """Opens the case and tells its steps; a step that the rules refuse ends the tale where it is."""
    outcome = _open(tale, cast)
    tale.reference = outcome.case.reference
    for known, happened, one in tale.steps:
        demo.fire_until(outcome.case, known)
        with clock.fixed_at(known):
            outcome = _take(tale, one, happened, cast)
        if not outcome.ok:
            break
    demo.fire_until(outcome.case, now)
    _colour(tale, now, cast)
    return tale.reference


def _open(tale: Tale, cast: Cast) -> Outcome:
    with clock.fixed_at(tale.opened):
        return open_case(
            registry.get_kind(KIND), given_of(tale), actor=cast.person(tale.plot.opener),
            as_role=tale.plot.opener, strict=True,
            source=cast.random.choice(("page", "page", "mail", "api")),
        )  # fmt: skip


def given_of(tale: Tale) -> dict[str, Any]:
    """The facts with which a tale's case begins."""
    return {
        "order_no": f"40-{11_000 + tale.number * 7}",
        "account": tale.customer.name,
        "time_zone": tale.customer.zone,
        "processed_at": tale.processed.isoformat(),
        "amount": str(tale.amount),
        "currency": tale.customer.currency,
        "opportunity_id": f"OP-{54_000 + tale.number * 3}",
    }


def _take(tale: Tale, one: Act, happened: datetime, cast: Cast) -> Outcome:
    who, data = cast.person(one.by), data_of(tale, one, happened)
    kind = registry.get_kind(KIND)
    return perform(kind, tale.reference, one.name, happened, actor=who, as_role=one.by, data=data)


def data_of(tale: Tale, one: Act, happened: datetime) -> dict[str, Any]:
    """The step's input, with order numbers and amounts of this tale."""
    data = dict(one.data)
    if one.name == REQUEST:
        data["request_received_at"] = max(happened - timedelta(minutes=25), tale.processed).isoformat()
    if "order_no" in data:
        data["order_no"] = f"40-{11_000 + tale.number * 7 + {'second': 2, 'third': 5}[data['order_no']]}"
        less = one.amount == "less"
        unit = smallest_unit(tale.customer.currency)
        data["amount"] = str(tale.amount - unit if less else tale.amount)
        data["currency"] = "CHF" if one.amount == "currency" else tale.customer.currency
        if one.amount == "currency":
            data["amount"] = str(tale.amount.quantize(Decimal(1)))
    return data


def _colour(tale: Tale, now: datetime, cast: Cast) -> None:
    """An owner for about half of the open cases, a note on some, a few urgent ones."""
    random, case = cast.random, RebookCase.objects.get(reference=tale.reference)
    chance, noted, team = random.random(), random.random(), case.team
    if case.is_closed or team is None:
        return
    last = max(case.updated_at, now - timedelta(hours=8))
    with clock.fixed_at(min(now, last + timedelta(minutes=4))):
        owner = cast.colleague(team)
        if chance < 0.5 and owner is not None:
            advance(tale.reference, "claim", actor=owner)
        if noted < 0.3 and owner is not None:
            advance(tale.reference, "note", actor=owner, data={"text": random.choice(NOTES)})
