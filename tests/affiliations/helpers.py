"""A transition on its way through the door, with the clock set by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from affiliations.models import AffiliationCase
from cases import clock, registry
from cases.models import RoleGrant, User
from cases.workflow import Outcome, advance, open_case, record

SALES, REP = "sales_rep", "reseller_rep"
DONE = {"name": "G1", "last_set_issued": True, "billed": True, "pending_badges": 0}
LETTER = {"reseller_name": "Reseller Ray", "customer_name": "Clinic North", "to": "ray@example.org"}
GIVEN: dict[str, Any] = {
    "customer": "Clinic North",
    "reseller": "Reseller Ray",
    "enterprise_affiliation": "ENT-7",
    "deal_stage": "Closed won",
    "accounts": [{"no": "A1", "badge_count": 150}],
    "groups": [DONE],
}


def on(text: str) -> datetime:
    """An instant of July 2024 in Chicago: "02 09:30"."""
    day, hour = text.split()
    return datetime.fromisoformat(f"2024-07-{day}T{hour}:00-05:00")


def person(role: str) -> User:
    """Somebody who holds the role and no other."""
    user, new = User.objects.get_or_create(username=role, defaults={"name": role.title()})
    if new:
        RoleGrant.objects.create(user=user, role=role)
    return user


def opened(when: str = "01 08:00", **facts: Any) -> Outcome:
    """What comes of opening one."""
    with clock.fixed_at(on(when)):
        kind = registry.get_kind("affiliation")
        return open_case(kind, {**GIVEN, **facts}, actor=person(SALES), strict=True)


def do(reference: str, when: str, name: str, role: str = REP, **data: Any) -> Outcome:
    """An action or an event then, in that role."""
    kind = registry.get_kind("affiliation")
    with clock.fixed_at(on(when)):
        if name in {event.name for event in kind.events}:
            at = data.pop("at", None)
            return record(reference, name, at, actor=person(role), data=data, strict=True)
        return advance(reference, name, actor=person(role), data=data, strict=True)


def switching(**facts: Any) -> AffiliationCase:
    """A transition in the switch."""
    case = opened(**facts).case
    steps: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("inform_reseller_rep", SALES, {}),
        ("add_expired_shipment", REP, {"group": "G1", "qty": 0}),
        ("shipments_done", REP, {}),
    )
    for name, role, data in steps:
        assert do(case.reference, "01 09:00", name, role, **data).ok
    return again(case)


def again(case: AffiliationCase) -> AffiliationCase:
    """The case as it is stored now."""
    return AffiliationCase.objects.get(pk=case.pk)
