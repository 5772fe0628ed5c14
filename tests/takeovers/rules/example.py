"""A take-over to begin from: one customer, ten monthly licences, two direct resellers, in Paris."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from cases.routing import Asked
from takeovers.rules import Agreement, Company, Line, StepFacts, TakeoverFacts
from takeovers.rules.policy import policy_of

POLICY = policy_of()
MONTHLY = Line("Enterprise", "monthly", 10, 10)
ALPHA = Company("EC Alpha", (MONTHLY,))


def on(text: str) -> datetime:
    """An instant from its ISO text."""
    return datetime.fromisoformat(text)


SUBMITTED = on("2024-04-04T08:00:00+02:00")
FACTS = TakeoverFacts(
    "ec_dr_to_dr",
    "EC Alpha",
    "DR One",
    "DR Two",
    "Europe/Paris",
    (ALPHA,),
    opened_at=SUBMITTED,
    incomplete_since=SUBMITTED,
)
AGREED = (
    Agreement("subject", "EC Alpha", on("2024-04-04T09:00:00+02:00")),
    Agreement("current", "DR One", on("2024-04-04T09:10:00+02:00")),
    Agreement("new", "DR Two", on("2024-04-04T09:20:00+02:00")),
)


def with_steps(company: Company = ALPHA, **states: Any) -> Company:
    """The company with a step list; `s1="done"` or `s2=StepFacts(…)` sets one step."""
    rows = [StepFacts(number) for number in range(1, 8)]
    for name, value in states.items():
        number = int(name[1:])
        rows[number - 1] = StepFacts(number, value) if isinstance(value, str) else value
    return replace(company, steps=tuple(rows))


def asked(
    facts: TakeoverFacts, role: str = "customer_care", now: str = "2024-04-05T09:00:00+02:00", **data: Any
) -> Asked:
    """The question of an action in that role with that input."""
    return Asked(facts, POLICY, on(now), role, facts.state, data)
