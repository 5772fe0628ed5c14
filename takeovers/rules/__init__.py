"""The rules of take-overs: pure functions over frozen facts, policy and an instant."""

from takeovers.rules import labels
from takeovers.rules.automatic import automatic
from takeovers.rules.decide import brief, decide
from takeovers.rules.facts import Agreement, Company, Line, StepFacts, TakeoverFacts
from takeovers.rules.timers import cancel_reason, plan

__all__ = [
    "Agreement",
    "Company",
    "Line",
    "StepFacts",
    "TakeoverFacts",
    "automatic",
    "brief",
    "cancel_reason",
    "decide",
    "labels",
    "plan",
]
