"""A request on its way through the door, with the clock set by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client

from cancellations.actions import orders
from cancellations.models import CancellationCase
from cases import clock, registry
from cases.models import RoleGrant, User
from cases.workflow import Outcome, advance, open_case, record

SE, REP, MAIL, BILLING = "sales_enablement", "rep", "mail", "billing"
ORDER: dict[str, Any] = {
    "client": "Oak Motors",
    "campaign": "Summer 24",
    "products": ["Display", "Search", "Social"],
    "invoice_lines": [
        {"product": "Display", "currency": "USD", "invoiced": "1000.00", "fulfilled": "400.00"}
    ],
}
GIVEN: dict[str, Any] = {
    "client": "Oak Motors",
    "campaign": "Summer 24",
    "titan_order_id": "T-1001",
    "products": ["Display", "Search"],
    "rep_name": "R. Lind",
    "rep_contact": "lind@example.org",
    "message_id": "<m1@example.org>",
}


def on(text: str) -> datetime:
    """An instant of August 2024 in Chicago: "05 09:30"."""
    day, hour = text.split()
    return datetime.fromisoformat(f"2024-08-{day}T{hour}:00-05:00")


def person(role: str) -> User:
    """Somebody who holds the role and no other."""
    user, new = User.objects.get_or_create(username=role, defaults={"name": role.title()})
    if new:
        RoleGrant.objects.create(user=user, role=role)
    return user


def order(number: str = "T-1001", **parts: Any) -> orders.Kept:
    """The order on record, at the time of the requests."""
    with clock.fixed_at(on("01 08:00")):
        return orders.keep(number, {**ORDER, **parts})


def received(when: str = "05 09:00", role: str = MAIL, **fields: Any) -> Outcome:
    """What comes of receiving a request."""
    with clock.fixed_at(on(when)):
        kind = registry.get_kind("cancellation")
        return open_case(kind, {**GIVEN, **fields}, actor=person(role), strict=True)


def do(case: CancellationCase, when: str, name: str, role: str = SE, **data: Any) -> Outcome:
    """An action or an event then, in that role."""
    kind = registry.get_kind("cancellation")
    with clock.fixed_at(on(when)):
        if name in {event.name for event in kind.events}:
            return record(
                case.reference, name, data.pop("at", None), actor=person(role), data=data, strict=True
            )
        return advance(case.reference, name, actor=person(role), data=data, strict=True)


def again(case: CancellationCase) -> CancellationCase:
    """The case as it is stored now."""
    return CancellationCase.objects.get(pk=case.pk)


def client(role: str) -> Client:
    """A signed-in program."""
    found = Client()
    found.force_login(person(role))
    return found


def put(number: str, body: dict[str, Any], role: str = BILLING) -> Any:
    """The answer to putting an order on record."""
    return client(role).put(f"/api/v1/orders/{number}", body, content_type="application/json")
