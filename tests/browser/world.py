"""The cases that every browser test finds: made through the door, around one afternoon that never passes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from accountops.demo import seed_people
from cases import clock, deadlines, registry
from cases.daily import keeping
from cases.models import User
from cases.present.introducing import ALL
from cases.workflow import Outcome, advance, open_case, record

NOW = datetime(2026, 11, 19, 20, 18, tzinfo=UTC)  # Thursday, 15:18 in New York
ZONE = "America/New_York"
CROWD = 27  # more than one page of a queue
NAMES = (
    "Castellan Freight", "Oakline Dental Group", "Brightwell Foods", "Ferrow & Pike LLP", "Nordlys Media AS",
    "Tamarind Hotels", "Albion Marine", "Quill Street Press", "Linden Court Schools", "Sable Ridge Mining",
    "Pinecrest Labs", "Hollis Insurance", "Ostrava Tools s.r.o.",
)  # fmt: skip


def ago(**length: float) -> datetime:
    """An instant before the afternoon the world stands still at."""
    return NOW - timedelta(**length)


@dataclass
class World:
    """The references of the cases by what they are an example of."""

    people: dict[str, User] = field(default_factory=dict)
    cases: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.cases[name]

    def open(self, name: str, by: str, at: datetime, **facts: Any) -> str:
        """Opens a case; the order is processed then unless said otherwise."""
        number = len(self.cases) + 1
        given = {
            "order_no": f"40-1{number:04}",
            "account": NAMES[number % len(NAMES)],
            "time_zone": ZONE,
            "processed_at": at.isoformat(),
            "amount": f"{990 + 415 * number}.00",
            "currency": "USD",
            "opportunity_id": f"OP-{54000 + number}",
        } | facts
        with clock.fixed_at(at):
            outcome = open_case(
                registry.get_kind("rebook"), given, actor=self.people[by], strict=True, source="page"
            )
        self.cases[name] = _done(outcome).case.reference
        return self.cases[name]

    def do(self, name: str, action: str, by: str, at: datetime, **data: Any) -> None:
        """Performs an action that must succeed."""
        with clock.fixed_at(at):
            _done(advance(self.cases[name], action, actor=self.people[by], data=data))

    def second_order(self, name: str, booked: datetime, **order: Any) -> None:
        """Order Processing reports a second order."""
        given = {"order_no": f"{name}-2", "currency": "USD", "disposition": "cancelled"} | order
        with clock.fixed_at(booked):
            by = self.people["oskar"]
            _done(record(self.cases[name], "second_order", booked, actor=by, data=given))


def _done(outcome: Outcome) -> Outcome:
    assert outcome.ok, [refusal.message for refusal in outcome.refusals]
    return outcome


def request(reason: str, source: str, at: datetime, **more: str) -> dict[str, str]:
    """A customer's request as it was heard."""
    heard = {"reason": reason, "request_source": source, "request_received_at": at.isoformat()}
    return heard | more


def build() -> World:
    """One case for each place on the map, two that stand out, and a crowd in Research."""
    seed_people()
    User.objects.update(introduced=" ".join(ALL))  # their first visits were before
    world = World({user.username: user for user in User.objects.all()})
    _harbour(world)
    _before_research(world)
    _beyond_research(world)
    _ended(world)
    for number in range(CROWD):
        at = ago(hours=4 + 0.5 * number)
        name = f"crowd-{number}"
        world.open(name, "amara", at, **request("did_not_purchase", "ar", at))
        world.do(name, "evaluate", "ines", at + timedelta(minutes=20))
    with clock.fixed_at(NOW):
        deadlines.run_pass()
        keeping.keep()
    return world


def _harbour(world: World) -> None:
    """A second order after 41 hours, for the same amount: distribute, with an acknowledgement."""
    first = datetime(2026, 11, 18, 2, 40, tzinfo=UTC)
    heard = first + timedelta(hours=12)
    world.open("harbour", "oskar", first, account="Harbour Analytics", amount="4990.00", order_no="40-11826")
    world.do("harbour", "record_request", "amara", heard, **request("rebook", "ar", heard))
    world.do("harbour", "evaluate", "ines", heard + timedelta(minutes=10))
    world.do("harbour", "claim", "ines", heard + timedelta(minutes=12))
    with clock.fixed_at(first + timedelta(hours=24, minutes=1)):
        deadlines.run_pass()
    world.second_order("harbour", ago(minutes=26), order_no="40-11907", amount="4990.00")
    said = "Called Jo at Harbour: the trial seat was bought by mistake under the old contract."
    world.do("harbour", "note", "ines", ago(minutes=20), text=said)


def _before_research(world: World) -> None:
    at = ago(hours=3)
    world.open("intake", "amara", at)
    world.open("unclear", "amara", at, **request("more_time_unclear", "ar", at))
    world.open("asked", "carl", at, **request("more_time_unclear", "collections", at))
    world.do("asked", "ask_clarification", "carl", ago(hours=2))
    world.open("payment", "amara", at, **request("payment_time", "ar", at))
    world.do("payment", "keep_for_payment", "amara", ago(hours=2))
    wanted = {"requested_change": "Ten seats more"}
    world.open("change", "nadia", at, **request("licence_change", "customer_to_nlr", at, **wanted))
    world.do("change", "pass_change", "nadia", ago(hours=2))


def _beyond_research(world: World) -> None:
    at = ago(hours=20)
    announced = request("rebook", "order_processing", at, intended="time_and_amount")
    world.open("announced", "oskar", at, **announced)
    world.do("announced", "evaluate", "mats", ago(hours=19))
    world.do("announced", "distribute_new_license", "mats", ago(hours=18))
    for name in ("return", "returned", "re_engage"):
        world.open(name, "amara", at, **request("did_not_purchase", "ar", at))
        world.do(name, "request_return", "amara", ago(hours=19))
    for name in ("returned", "re_engage"):
        world.do(name, "process_return", "tomas", ago(hours=10))
    world.do("re_engage", "create_re_engage", "ines", ago(hours=8))


def _ended(world: World) -> None:
    at = ago(hours=30)
    world.open("closed", "amara", at, **request("customer_cancels", "ar", at))
    world.do("closed", "evaluate", "mats", ago(hours=29))
    world.do("closed", "withdraw", "mats", ago(hours=28), outcome="withdrawn", reason="They keep testing.")
