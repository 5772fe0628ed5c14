"""Playing take-overs through the door, at past instants, each as far as its tale goes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from cases import access, clock, demo
from cases.models import User
from cases.words import plain_name
from cases.workflow import advance
from cases.worktime import local_date
from takeovers.demo.agreeing import next_act
from takeovers.demo.cast import opening
from takeovers.models import TakeoverCase
from takeovers.rules import parties, steps
from takeovers.rules.policy import policy_of

CARE = "customer_care"
EVERY = 10
# How far a tale goes: so many acts out of all, over and over.
LENGTHS = (0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 30, 30, 2, 7)


def seed(count: int = 300, now: datetime | None = None, number: int = 20_260_102) -> list[str]:
    """Makes a tenth of `count` take-overs around `now`; answers their references."""
    moment = now or clock.now()
    random = Random(number)  # noqa: S311 - the demo's cases are to be the same every time, not secret
    people = {role: held[0] for role, held in demo.people_by_role().items()}
    with transaction.atomic():
        made = [_play(index, moment, random, people) for index in range(max(1, count // EVERY))]
        demo.count_as_sent(made, moment)
    return made


def _play(index: int, now: datetime, random: Random, people: dict[str, User]) -> str:
    """Opens the case some days ago and does as many acts as its tale has."""
    length = LENGTHS[index % len(LENGTHS)]
    at = now - timedelta(days=length * 1.3 + random.uniform(0.2, 4), hours=random.uniform(0, 8))
    given = opening(index, random, local_date(at, "Europe/Paris"))
    case = demo.opened("takeover", given, at, actor=people.get(CARE), as_role=CARE, source="mail")
    for _ in range(length):
        at = min(at + timedelta(hours=random.uniform(4, 40)), now)
        demo.fire_until(case, at)
        with clock.fixed_at(at):
            case = TakeoverCase.objects.get(pk=case.pk)
            if not _next_act(case, random, people):
                break
    demo.fire_until(case, now)
    return str(case.reference)


def _next_act(case: TakeoverCase, random: Random, people: dict[str, User]) -> bool:
    """Does the next thing that the process asks for; False when there is none."""
    for name, wanted, data in acts(case):
        role, given = (
            (wanted, data) if _acts_here(wanted, people.get(wanted), case) else on_behalf(wanted, data)
        )
        outcome = advance(case.reference, name, actor=people.get(role), as_role=role, data=given, strict=True)
        return outcome.ok
    return False


def _acts_here(role: str, person: User | None, case: TakeoverCase) -> bool:
    """Whether the person may act: a partner's only for their own organisation."""
    if person is None:
        return True
    ours = access.organisation_of(person)
    side = {"current_partner": case.current_partner, "new_partner": case.new_partner}.get(role, "")
    return not ours or ours == plain_name(side)


def on_behalf(role: str, data: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Customer care records it for a partner who has no login here, with the evidence."""
    return CARE, {**data, "on_behalf_of": role, "evidence": "The partner's mail on file"}


def acts(case: TakeoverCase) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What the process asks for now: action, role, input."""
    facts = case.facts()
    if facts.state == "awaiting_agreements":
        for party in parties.missing(facts, policy_of(), clock.now()):
            yield next_act(case, party)
    if facts.state == "ready":
        yield "start", CARE, {}
    for company in facts.companies if facts.state == "in_progress" else ():
        number = steps.next_step(company)
        if number is not None:
            yield "step", steps.actors(number)[0], _proof(company, number)


def _proof(company: Any, number: int) -> dict[str, Any]:
    """The evidence that the step asks for."""
    proof: dict[str, Any] = {"company": company.name, "number": number}
    if number == 1:
        custom = steps.allocated_by_plan(company)
        proof["custom"] = [{"plan": plan, "quantity": count} for plan, count in custom.items()]
    if number == 4:
        proof["ordered"] = [
            {"plan": plan, "billing": billing, "quantity": count}
            for (plan, billing), count in steps.subscribed_by_plan(company).items()
        ]
    if number == 7:
        proof["new_end_date"] = [
            {"plan": line.plan, "end_date": str(line.end_date)} for line in company.prepaid_lines
        ]
    return proof | {2: {"still_on_old": 0}, 5: {"still_on_custom": 0}}.get(number, {})
