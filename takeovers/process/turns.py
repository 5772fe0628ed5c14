"""What take-overs ask of an organisation now, beside its agreement: the steps that have become its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cases.terms import Turn
from takeovers.models import TakeoverCase
from takeovers.models.many import read_parts
from takeovers.rules import TakeoverFacts, labels, parties, steps
from takeovers.rules.stepguards import roles_of


def turns(cases: Sequence[TakeoverCase], organisation: str) -> Mapping[int, Sequence[Turn]]:
    """By the number of each case: its steps that nothing stands before, one line for all companies."""
    started = [case for case in cases if case.state == "in_progress"]
    read_parts(started)
    found = {case.pk: _of(case.facts(), organisation) for case in started}
    return {key: own for key, own in found.items() if own}


def _of(facts: TakeoverFacts, organisation: str) -> Sequence[Turn]:
    acting = roles_of(facts, organisation)
    waiting: dict[int, list[str]] = {}
    for company in facts.companies:
        number = steps.next_step(company) if company.steps else None
        if number is not None and acting & frozenset(steps.actors(number)):
            waiting.setdefault(number, []).append(company.name)
    until = parties.last_day_of(facts.target_month) if facts.target_month else None
    return [
        Turn(
            what=labels.STEPS[number],
            of=tuple(names),
            until=until,
            roles=acting & frozenset(steps.actors(number)),
            act="step",
            asks={"company": names[0], "number": number},
        )
        for number, names in sorted(waiting.items())
    ]
