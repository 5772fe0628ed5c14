"""A stored decision taken again: what it says under other values, on facts that were put together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from cases import clock
from cases.kinds import Kind
from cases.models import StoredDecision
from cases.routing import Decision, Policy, RuleTable, Ruling

SAME: Final = ("team", "action", "rule", "answer")


class Noted(Mapping[str, Any]):
    """Policy values that note which of them were asked for: the others had no part in what came out."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.held, self.asked = values, set[str]()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return self.held[name]

    def __iter__(self) -> Iterator[str]:
        self.asked.update(self.held)
        return iter(self.held)

    def __len__(self) -> int:
        self.asked.update(self.held)
        return len(self.held)


def ruled(
    kind: Kind, case: Any, stored: StoredDecision, values: Mapping[str, Any]
) -> Ruling | Decision | None:
    """What a decision says with `values` over those that it was taken with; None where it is not comparable.

    It is where the values that it was taken with give the stored answer, which is an annotation of the row. A
    rule that asked for none of the values that differ says the same and is not asked twice.
    """
    noted = Noted(stored.policy_values)
    again = _taken(kind, case, Policy(stored.policy_version, noted), stored.decided_at)
    if again is None or any(getattr(again, name) != getattr(stored, name) for name in SAME):
        return None
    if not noted.asked & _otherwise(values, stored.policy_values):
        return again
    rules = Policy(stored.policy_version, {**stored.policy_values, **values})
    return _taken(kind, case, rules, stored.decided_at)


def _taken(kind: Kind, case: Any, rules: Policy, at: datetime) -> Ruling | Decision | None:
    """What is decided on a case's facts at an instant, as the door decides; None where nothing can be."""
    rule = (kind.table or RuleTable()).ruling or kind.decide
    try:
        with clock.fixed_at(at):
            kind.adjust(case, rules, at)
            return rule(kind.facts(case), rules, at)
    except (KeyError, ValueError, TypeError, AttributeError, LookupError):
        return None  # what was put together again is no whole picture; it is counted as not comparable


def _otherwise(values: Mapping[str, Any], stored: Mapping[str, Any]) -> frozenset[str]:
    """The names of `values` that a decision was taken with otherwise, or without."""
    return frozenset(name for name, value in values.items() if name not in stored or stored[name] != value)
