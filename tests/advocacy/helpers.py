"""A ticket on its way through the door, with the clock set by hand and the messages sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from advocacy.models import AdvocateCase
from cases import clock, deadlines, outbox, registry
from cases.models import RoleGrant, User
from cases.workflow import Outcome, advance, open_case, record

GIVEN: dict[str, Any] = {
    "account": "Miller",
    "product": "Range",
    "case_type": "buy_back",
    "caller_type": "owner",
    "conversation_ever": True,
    "customer_email": "mo@miller.example",
}
SILENT = {"case_type": "no_response", "caller_type": "", "conversation_ever": False}


def on(text: str) -> datetime:
    """An instant of June 2024 in Chicago: "03 10:00"."""
    day, hour = text.split()
    return datetime.fromisoformat(f"2024-06-{day}T{hour}:00-05:00")


def person(role: str) -> User:
    """Somebody who holds the role and no other."""
    user, new = User.objects.get_or_create(username=role, defaults={"name": role.title()})
    if new:
        RoleGrant.objects.create(user=user, role=role)
    return user


def opened(when: str = "01 08:00", **facts: Any) -> Outcome:
    """What comes of opening one."""
    with clock.fixed_at(on(when)):
        kind = registry.get_kind("advocate")
        return open_case(kind, {**GIVEN, **facts}, actor=person("advocate"), strict=True)


def do(case: AdvocateCase, when: str, name: str, role: str = "advocate", **data: Any) -> Outcome:
    """An action or an event then, in that role."""
    with clock.fixed_at(on(when)):
        if name in {event.name for event in registry.get_kind("advocate").events}:
            return record(
                case.reference, name, data.pop("at", None), actor=person(role), data=data, strict=True
            )
        return advance(case.reference, name, actor=person(role), data=data, strict=True)


def run(case: AdvocateCase, when: str) -> AdvocateCase:
    """The timed steps and the outbox of the case at that instant, until quiet; the case afterwards."""
    with clock.fixed_at(on(when)):
        while deadlines.run_pass(cases=[case.pk]).any or outbox.drain(cases=[case.pk]):
            pass
    return again(case)


def silent(**facts: Any) -> AdvocateCase:
    """A ticket whose attempts are made: the wait runs until the 20th, 14:10."""
    case: AdvocateCase = opened(**{**SILENT, **facts}).case
    for when, channel in (("03 10:00", "phone"), ("06 14:00", "phone"), ("06 14:10", "email")):
        assert do(case, when, "log_attempt", channel=channel, reached=False).ok
    return again(case)


def again(case: AdvocateCase) -> AdvocateCase:
    """The case as it is stored now."""
    return AdvocateCase.objects.get(pk=case.pk)


def effects(case: AdvocateCase) -> list[str]:
    """All effects of its timeline, in order."""
    return [one for entry in case.timeline.order_by("seq") for one in entry.effects]
