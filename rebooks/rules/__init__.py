"""The rules of order rebooks: pure functions over frozen facts, policy and an instant."""

from rebooks.rules.decide import brief, decide
from rebooks.rules.derived import Derived, derive
from rebooks.rules.facts import RebookFacts
from rebooks.rules.timers import cancel_reason, plan

__all__ = ["Derived", "RebookFacts", "brief", "cancel_reason", "decide", "derive", "plan"]
